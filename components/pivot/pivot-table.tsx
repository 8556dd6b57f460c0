'use client';

import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, type ReactNode, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import type { RowScales } from '#core/pivot/artefact.ts';
import {
  headerSpans,
  isOpen,
  nodesInSight,
  subtreeEnds,
  turnedPositions,
  type Unfolded,
  type ValueColumn,
} from '#core/pivot/layout.ts';
import type { PivotView } from '#core/pivot/view.ts';
import { useFormat } from '../ui/format.ts';
import { cellId } from './cell-id.ts';
import { CellPainter } from './cell-painter.ts';
import { type Head, HeaderRow, headerHeight } from './header-row.tsx';
import { sortOf } from './sorting.ts';
import classes from './table.module.css';
import { isUnexplained, TableRow } from './table-row.tsx';
import { type Trends, useTrendValues } from './trends.ts';
import { type ColumnModel, headWidthKey } from './use-column-model.ts';
import type { Pivot } from './use-pivot.ts';

/** What was pressed: a cell, the header of a row, or that of a column or of a group of columns. */
export type Target = {
  part: 'cell' | 'row' | 'column';
  row: number;
  column: number;
  measure: number;
  /** The key of a single column; null for a group. */
  key: string | null;
  rect: DOMRect;
};

type Props = {
  pivot: Pivot;
  view: PivotView;
  model: ColumnModel;
  /** Levels of column nodes in the header. */
  levels: number;
  measureLabels: readonly string[];
  rowHead: ReactNode;
  unfoldedRows: Unfolded;
  unfoldedColumns: Unfolded;
  onFoldRow: (position: number) => void;
  onFoldColumn: (position: number) => void;
  onSort: (column: number, measure: number) => void;
  onTarget: (target: Target) => void;
  /** A key that the table has no use for; true when it was used. */
  onKey: (key: string, target: Target) => boolean;
  trends: Trends | null;
  rowScales: RowScales | null;
  touch: boolean;
  selected: { row: number; column: number; measure: number } | null;
};

/** The table of a pivot: whatever there is of rows and columns, only those in sight are made. */
export function PivotTable(props: Props) {
  const { pivot, view, model, levels, measureLabels, unfoldedRows, trends, touch } = props;
  const { rows, columns, tiles, meta } = pivot;
  const { pinned, loose, ending, headWidth, pinnedWidth, endWidth, widthOf } = model;
  const format = useFormat();
  const scroll = useRef<HTMLDivElement>(null);
  const rowHeight = touch ? 34 : 28;

  const rowEnds = useMemo(() => subtreeEnds(rows), [rows]);
  const columnEnds = useMemo(() => subtreeEnds(columns), [columns]);
  const turned = useMemo(() => turnedPositions(rows, rowEnds, unfoldedRows), [rows, rowEnds, unfoldedRows]);
  const turnedColumns = turnedPositions(columns, columnEnds, props.unfoldedColumns);
  const shown = useMemo(() => nodesInSight(rows, rowEnds, unfoldedRows, turned), [rows, rowEnds, unfoldedRows, turned]);
  const folds = (position: number) => position > 0 && (rowEnds[position] ?? 0) > position + 1;
  const opened = (position: number) => isOpen(rows[position]?.depth ?? 0, position, unfoldedRows, turned);

  const order = useMemo(() => [...pinned, ...loose, ...ending], [pinned, loose, ending]);
  const headLevels = levels + (levels === 0 || meta.measures.length > 1 ? 1 : 0);
  const headSize = headLevels * headerHeight;
  const trendWidth = trends ? 108 : 0;
  // Row headers and trends stay in sight; pinned columns follow, then the loose ones.
  const frozen = headWidth + trendWidth;

  const rowWindow = useVirtualizer({
    count: shown.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => rowHeight,
    overscan: 10,
    paddingStart: headSize,
    paddingEnd: rowHeight,
    scrollPaddingStart: headSize,
    scrollPaddingEnd: rowHeight + 2,
  });
  const columnWindow = useVirtualizer({
    horizontal: true,
    count: loose.length,
    getScrollElement: () => scroll.current,
    estimateSize: (index) => widthOf(loose[index]?.key ?? ''),
    overscan: 2,
    paddingStart: frozen + pinnedWidth,
    paddingEnd: endWidth,
    scrollPaddingEnd: endWidth,
    scrollPaddingStart: frozen + pinnedWidth,
  });
  useEffect(() => columnWindow.measure(), [columnWindow, model]);
  useEffect(() => rowWindow.measure(), [rowWindow, rowHeight]);

  const version = useSyncExternalStore(tiles.subscribe, tiles.version, tiles.version);
  useTrendValues(trends);
  const painter = useMemo(
    () => new CellPainter(pivot, view.look, format, props.rowScales),
    [pivot, view.look, format, props.rowScales, version],
  );
  const inSight = columnWindow.getVirtualItems();
  const rowsInSight = rowWindow.getVirtualItems();
  const looseInSight = inSight.flatMap(({ index }) => loose[index] ?? []);
  useEffect(() => {
    const at = [0, ...rowsInSight.map(({ index }) => shown[index] ?? 0)];
    const needed = painter.needed(
      at,
      [...pinned, ...looseInSight, ...ending].map(({ position }) => position),
    );
    tiles.need('table', needed.rows, needed.columns);
    trends?.need('table', at);
  });

  const [cell, setCell] = useState({ row: 0, column: -1 });
  const [focused, setFocused] = useState(false);
  const active = { row: Math.min(cell.row, shown.length), column: Math.min(cell.column, order.length - 1) };
  const positionAt = (row: number) => shown[row] ?? 0;
  const targetAt = (row: number, column: number, element?: HTMLElement): Target => {
    const found = element ?? document.getElementById(cellId(row, column)) ?? scroll.current;
    const value = order[column];
    return {
      part: column < 0 ? 'row' : row < 0 ? 'column' : 'cell',
      row: positionAt(row),
      column: value?.position ?? 0,
      measure: value?.measure ?? 0,
      key: value?.key ?? null,
      rect: (found as HTMLElement).getBoundingClientRect(),
    };
  };
  const press = (row: number, column: number) => {
    setCell({ row, column });
    scroll.current?.focus({ preventScroll: true });
    props.onTarget(targetAt(row, column));
  };
  const moveTo = (row: number, column: number) => {
    const next = {
      row: Math.min(shown.length, Math.max(-1, row)),
      column: Math.min(order.length - 1, Math.max(-1, column)),
    };
    setCell(next);
    if (next.row >= 0 && next.row < shown.length) rowWindow.scrollToIndex(next.row);
    const at = next.column - pinned.length;
    if (at >= 0 && at < loose.length) columnWindow.scrollToIndex(at);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target !== scroll.current) return;
    const { row, column } = active;
    const position = positionAt(row);
    const jump = event.ctrlKey || event.metaKey;
    const page = Math.max(1, Math.floor((scroll.current?.clientHeight ?? 400) / rowHeight) - 2);
    const parent = rows[position]?.parent ?? 0;
    const moves: Record<string, () => void> = {
      ArrowDown: () => moveTo(jump ? shown.length : row + 1, column),
      ArrowUp: () => moveTo(jump ? -1 : row - 1, column),
      ArrowRight: () => {
        if (column === -1 && folds(position) && !opened(position)) props.onFoldRow(position);
        else moveTo(row, jump ? order.length - 1 : column + 1);
      },
      ArrowLeft: () => {
        if (column === -1 && folds(position) && opened(position)) props.onFoldRow(position);
        else if (column === -1 && parent > 0) moveTo(shown.indexOf(parent), -1);
        else moveTo(row, jump ? -1 : column - 1);
      },
      PageDown: () => moveTo(row + page, column),
      PageUp: () => moveTo(Math.max(Math.min(row, 0), row - page), column),
      Home: () => moveTo(jump ? 0 : row, -1),
      End: () => moveTo(jump ? shown.length : row, order.length - 1),
      Enter: () => props.onTarget(targetAt(row, column)),
      ContextMenu: () => props.onTarget(targetAt(row, column)),
    };
    const by = event.altKey ? { ArrowLeft: -8, ArrowRight: 8 }[event.key] : undefined;
    const key = column < 0 ? headWidthKey : (order[column]?.key ?? headWidthKey);
    const move = moves[event.key];
    if (by !== undefined) model.setWidth(key, widthOf(key) + by);
    else if (move) move();
    else if (jump || event.altKey || !props.onKey(event.key, targetAt(row, column))) return;
    event.preventDefault();
  };

  const widths = order.map(({ key }) => widthOf(key));
  const starts: number[] = [];
  widths.reduce((left, width) => {
    starts.push(left);
    return left + width;
  }, frozen);
  const first = inSight[0]?.start ?? frozen + pinnedWidth;
  const last = inSight.at(-1)?.end ?? first;
  const total = columnWindow.getTotalSize();
  const common = {
    painter,
    pinned,
    loose: looseInSight,
    firstLoose: pinned.length + (inSight[0]?.index ?? 0),
    gap: first - frozen - pinnedWidth,
    ending,
    firstEnding: order.length - ending.length,
    rest: total - endWidth - last,
    headWidth,
    widthOf,
    height: rowHeight,
    total,
    trendWidth,
    trends,
    folding: view.spec.rows.length > 1,
    active: focused ? active : null,
    onPress: press,
    onFold: props.onFoldRow,
  };
  const selectedIn = (position: number) => (props.selected?.row === position ? props.selected : null);
  const isBucket = (text: string | undefined) => text?.startsWith('Datetime:') === true;
  return (
    <div
      ref={scroll}
      className={classes.scroll}
      role="treegrid"
      aria-label="Pivot"
      data-artefact={meta.key}
      aria-rowcount={shown.length + headLevels + 1}
      aria-colcount={order.length + 1}
      aria-activedescendant={focused ? cellId(active.row, active.column) : undefined}
      tabIndex={0}
      onKeyDown={onKeyDown}
      onFocus={() => setFocused(true)}
      onBlur={() => setFocused(false)}
    >
      <div className={classes.head} style={{ width: total, height: headSize, marginBottom: -headSize }} role="rowgroup">
        {Array.from({ length: headLevels }, (_one, level) => {
          const leaf = level === headLevels - 1;
          return (
            <HeaderRow
              key={`level ${level + 1}`}
              heads={headsOf(level, leaf)}
              starts={starts}
              widths={widths}
              pinned={pinned.length}
              from={first}
              to={last}
              ending={order.length - ending.length}
              headWidth={headWidth}
              headLabel={leaf ? props.rowHead : null}
              trendWidth={trendWidth}
              total={total}
              leaf={leaf}
              activeColumn={focused && active.row === -1 && leaf ? active.column : null}
              columnKey={(index) => order[index]?.key ?? ''}
              onFold={props.onFoldColumn}
              onSort={({ first: index }) => props.onSort(order[index]?.position ?? 0, order[index]?.measure ?? 0)}
              onPress={(head, element) => {
                if (leaf) setCell({ row: -1, column: head.first });
                scroll.current?.focus({ preventScroll: true });
                const target = targetAt(-1, head.first, element);
                props.onTarget(leaf ? target : { ...target, column: head.position, key: null });
              }}
              onResize={model.resizeHandler}
            />
          );
        })}
      </div>
      <div style={{ height: rowWindow.getTotalSize(), width: total, position: 'relative' }} role="rowgroup">
        {rowsInSight.map(({ index, start }) => {
          const position = shown[index] ?? 0;
          const node = rows[position];
          if (!node) return null;
          const open = folds(position) ? opened(position) : null;
          const field = view.spec.rows[node.depth - 1]?.field;
          return (
            <TableRow
              key={position}
              {...common}
              row={index}
              position={position}
              node={node}
              start={start}
              index={index + headLevels + 1}
              open={open}
              bare={open === true && view.look.plain.includes(`rows:${field}`)}
              isTime={isBucket(field) && node.member.kind === 'value'}
              isId={field !== undefined && idFields.has(field)}
              isMatch={field === 'match'}
              selected={selectedIn(position)}
            />
          );
        })}
      </div>
      <div className={classes.foot} style={{ width: total, marginTop: -rowHeight }} role="rowgroup">
        <TableRow
          {...common}
          row={shown.length}
          position={0}
          node={rows[0] as Pivot['rows'][number]}
          start={null}
          index={shown.length + headLevels + 1}
          open={null}
          bare={false}
          isTime={false}
          isId={false}
          isMatch={false}
          selected={selectedIn(0)}
        />
      </div>
    </div>
  );

  function headsOf(level: number, leaf: boolean): Head[] {
    const spans =
      level < levels
        ? headerSpans(order, level)
        : order.map(({ key, position, measure }, at) => ({
            key,
            position,
            label: measureLabels[measure] ?? '',
            kind: 'node' as const,
            first: at,
            count: 1,
          }));
    return spans.map((span): Head => {
      const node = level < levels && span.kind === 'node' ? columns[span.position] : undefined;
      const folds = node !== undefined && (columnEnds[span.position] ?? 0) > span.position + 1;
      return {
        ...span,
        sort: leaf ? sortOf(view.spec, columns, order[span.first] as ValueColumn) : null,
        fold: folds ? isOpen(node.depth, span.position, props.unfoldedColumns, turnedColumns) : null,
        unexplained: node !== undefined && isUnexplained(node, view.spec.columns),
      };
    });
  }
}

/** Fields whose values are ids: cut in the middle, and of even width. */
const idFields = new Set(['RuleID', 'RayID', 'OriginatorRayID', 'Ref', 'FraudUserID']);
