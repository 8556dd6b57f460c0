'use client';

import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import type { CSSProperties } from 'react';
import type { AxisNode } from '#core/pivot/artefact.ts';
import type { ValueColumn } from '#core/pivot/layout.ts';
import type { Dimension } from '#core/pivot/spec.ts';
import { EventText } from '../ui/event-text.tsx';
import { cutMiddle } from '../ui/visible-text.ts';
import { bucketText } from './cell-format.ts';
import { cellId } from './cell-id.ts';
import type { CellPainter } from './cell-painter.ts';
import { Sparkline } from './sparkline.tsx';
import classes from './table.module.css';
import type { Trends } from './trends.ts';

type Props = {
  painter: CellPainter;
  pinned: readonly ValueColumn[];
  loose: readonly ValueColumn[];
  /** The place of the first loose column in sight among all columns, and the room before it in px. */
  firstLoose: number;
  gap: number;
  /** The columns that stay at the right, and the room before them in px. */
  ending: readonly ValueColumn[];
  firstEnding: number;
  rest: number;
  headWidth: number;
  widthOf: (key: string) => number;
  height: number;
  total: number;
  trendWidth: number;
  row: number;
  position: number;
  node: AxisNode;
  /** Its distance from the top in px; null for the total, which stays at the bottom. */
  start: number | null;
  index: number;
  /** Whether its children are shown; null for one that has none. */
  open: boolean | null;
  /** It shows no values of its own. */
  bare: boolean;
  /** Some rows have children, so there is room for their sign. */
  folding: boolean;
  isTime: boolean;
  trends: Trends | null;
  active: { row: number; column: number } | null;
  isId: boolean;
  /** Its members are match states. */
  isMatch: boolean;
  selected: { column: number; measure: number } | null;
  onPress: (row: number, column: number) => void;
  onFold: (position: number) => void;
};

export const unexplainedHint = 'no row of the rule map has this id; it may be an anomaly-based detection';

/** Whether a node stands for what no rule explains. */
export function isUnexplained({ depth, member }: AxisNode, dimensions: readonly Dimension[]): boolean {
  return member.kind === 'unmatched' || (member.value === 'unmatched' && dimensions[depth - 1]?.field === 'match');
}

/** A row of the table: its header, then the values in sight. */
export function TableRow(props: Props) {
  const { node, start, row, index, open, pinned, loose, headWidth, height, widthOf } = props;
  const style: CSSProperties = { width: props.total, height };
  if (start !== null) style.transform = `translateY(${start}px)`;
  const activeColumn = props.active?.row === row ? props.active.column : null;
  let left = headWidth + props.trendWidth;
  return (
    <div
      className={start === null ? classes.totalRow : classes.row}
      style={style}
      role="row"
      aria-rowindex={index}
      aria-level={Math.max(1, node.depth)}
      aria-expanded={open ?? undefined}
    >
      <RowHead {...props} active={activeColumn === -1} />
      {props.trendWidth > 0 ? <Trend {...props} /> : null}
      {pinned.map((column, at) => {
        const place = left;
        left += widthOf(column.key);
        return <Value key={column.key} {...props} column={column} at={at} left={place} active={activeColumn === at} />;
      })}
      <span style={{ width: props.gap, flex: 'none' }} />
      {loose.map((column, at) => (
        <Value
          key={column.key}
          {...props}
          column={column}
          at={props.firstLoose + at}
          left={null}
          active={activeColumn === props.firstLoose + at}
        />
      ))}
      {props.ending.length === 0 ? null : <span style={{ width: Math.max(0, props.rest), flex: 'none' }} />}
      {props.ending.map((column, at) => {
        const place = props.firstEnding + at;
        return (
          <Value
            key={column.key}
            {...props}
            column={column}
            at={place}
            left={null}
            right={props.ending.slice(at + 1).reduce((sum, { key }) => sum + widthOf(key), 0)}
            active={activeColumn === place}
          />
        );
      })}
    </div>
  );
}

function RowHead({
  isId,
  isMatch,
  folding,
  node,
  row,
  position,
  open,
  headWidth,
  isTime,
  active,
  onPress,
  onFold,
}: Omit<Props, 'active'> & { active: boolean }) {
  const { kind } = node.member;
  const unexplained = kind === 'unmatched' || (isMatch && node.member.value === 'unmatched');
  const indent = Math.max(0, node.depth - 1) * 16;
  const Chevron = open ? IconChevronDown : IconChevronRight;
  return (
    <div
      id={cellId(row, -1)}
      role="rowheader"
      aria-label={node.label}
      aria-colindex={1}
      className={classes.rowHead}
      style={{ width: headWidth, paddingLeft: 6 + indent }}
      data-active={active || undefined}
      data-kind={unexplained ? 'unexplained' : kind === 'value' ? undefined : 'special'}
      title={unexplained ? unexplainedHint : node.label.slice(0, 2000)}
      onClick={() => onPress(row, -1)}
    >
      {open === null ? (
        <span className={folding ? classes.noChevron : undefined} />
      ) : (
        <button
          type="button"
          tabIndex={-1}
          className={classes.chevron}
          aria-label={open ? `Close ${node.label}` : `Open ${node.label}`}
          onClick={(event) => {
            event.stopPropagation();
            onFold(position);
          }}
        >
          <Chevron size={14} aria-hidden />
        </button>
      )}
      <span className={classes.label} data-id={isId || undefined}>
        {isTime ? bucketText(node.label) : <EventText value={isId ? cutMiddle(node.label, 19) : node.label} />}
      </span>
    </div>
  );
}

function Value(
  props: Omit<Props, 'active'> & {
    column: ValueColumn;
    at: number;
    left: number | null;
    right?: number;
    active: boolean;
  },
) {
  const { painter, position, column, at, left, right, active, bare, row, selected } = props;
  const { text, empty, heat, bar } = bare
    ? { text: '', empty: true, heat: null, bar: null }
    : painter.paint(position, column.position, column.measure);
  const style: CSSProperties = { width: props.widthOf(column.key) };
  if (left !== null) style.left = left;
  if (right !== undefined) style.right = right;
  if (heat !== null) {
    style.backgroundColor = `color-mix(in srgb, var(--heat) ${Math.round(4 + heat * 62)}%, var(--cell-ground))`;
  }
  if (bar !== null) {
    style.backgroundImage = `linear-gradient(90deg, var(--bar) ${(bar * 100).toFixed(1)}%, transparent 0)`;
  }
  return (
    <div
      id={cellId(row, at)}
      role="gridcell"
      aria-colindex={at + 2}
      className={classes.value}
      style={style}
      data-pinned={left !== null ? 'start' : right !== undefined ? 'end' : undefined}
      data-empty={empty || undefined}
      data-active={active || undefined}
      data-selected={(selected?.column === column.position && selected.measure === column.measure) || undefined}
      data-total={column.position === 0 && column.trail.length > 0 ? true : undefined}
      onClick={() => onPressUnlessBare(props)}
    >
      {text === undefined ? <span className={classes.waiting} /> : text}
    </div>
  );
}

function onPressUnlessBare({ bare, onPress, row, at }: Pick<Props, 'bare' | 'onPress' | 'row'> & { at: number }): void {
  if (!bare) onPress(row, at);
}

function Trend({ trends, position, bare, trendWidth, headWidth }: Props) {
  const values = bare ? undefined : trends?.at(position);
  return (
    <div className={classes.trend} style={{ width: trendWidth, left: headWidth }} role="gridcell" aria-label="trend">
      {trends && values ? <Sparkline trends={trends} values={values} /> : null}
    </div>
  );
}
