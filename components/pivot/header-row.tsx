'use client';

import { IconArrowDown, IconArrowsSort, IconArrowUp, IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import type { CSSProperties, MouseEvent, ReactNode, TouchEvent } from 'react';
import type { HeaderSpan } from '#core/pivot/layout.ts';
import { EventText } from '../ui/event-text.tsx';
import { cellId } from './cell-id.ts';
import classes from './table.module.css';
import { unexplainedHint } from './table-row.tsx';
import { headWidthKey } from './use-column-model.ts';

export const headerHeight = 26;

/** A header cell: over `count` columns from the `first` on. `fold`: its group is open or closed; null where it has none. */
export type Head = HeaderSpan & { sort: 'ascending' | 'descending' | null; fold: boolean | null; unexplained: boolean };

type Props = {
  heads: readonly Head[];
  /** For each column its distance from the left and its width, in px, pinned ones first. */
  starts: readonly number[];
  widths: readonly number[];
  pinned: number;
  /** The place of the first column that stays at the right. */
  ending: number;
  /** The stretch of loose columns in sight, in px. */
  from: number;
  to: number;
  headWidth: number;
  headLabel: ReactNode;
  trendWidth: number;
  total: number;
  leaf: boolean;
  activeColumn: number | null;
  columnKey: (index: number) => string;
  onFold: (position: number) => void;
  onPress: (head: Head, element: HTMLElement) => void;
  onSort: (head: Head) => void;
  onResize: (key: string) => (event: unknown) => void;
};

/** One line of column headers: pinned ones stay, of the others those in sight are made. */
export function HeaderRow(props: Props) {
  const { heads, starts, widths, pinned, from, to, headWidth, total, trendWidth, leaf, ending } = props;
  const size = (head: Head) => widths.slice(head.first, head.first + head.count).reduce((sum, one) => sum + one, 0);
  const start = (head: Head) => starts[head.first] ?? 0;
  const fixed = heads.filter(({ first }) => first < pinned);
  const pinnedEnd = fixed.reduce((sum, head) => sum + size(head), headWidth + trendWidth);
  const loose = heads.filter(({ first }) => first >= pinned && first < ending);
  const inSight = loose.filter((head) => start(head) < to && start(head) + size(head) > from);
  const last = heads.filter(({ first }) => first >= ending);
  const lastSize = last.reduce((sum, head) => sum + size(head), 0);
  const shownEnd = inSight.reduce((_end, head) => start(head) + size(head), inSight[0] ? 0 : pinnedEnd);
  return (
    <div className={classes.headRow} style={{ width: total, height: headerHeight }} role="row">
      {leaf ? (
        <>
          <div className={classes.corner} style={{ width: headWidth }} role="columnheader" aria-colindex={1}>
            {props.headLabel}
            <Grip name={headWidthKey} {...props} />
          </div>
          {trendWidth > 0 ? (
            <div className={classes.trendHead} style={{ width: trendWidth, left: headWidth }} role="columnheader">
              trend
            </div>
          ) : null}
        </>
      ) : (
        <div className={classes.corner} style={{ width: headWidth + trendWidth }} role="none" />
      )}
      {fixed.map((head) => (
        <HeadCell
          key={`${head.key}@${head.first}`}
          {...props}
          head={head}
          width={size(head)}
          left={start(head)}
          edge={0}
        />
      ))}
      <span style={{ flex: 'none', width: Math.max(0, (inSight[0] ? start(inSight[0]) : pinnedEnd) - pinnedEnd) }} />
      {inSight.map((head) => (
        <HeadCell
          key={`${head.key}@${head.first}`}
          {...props}
          head={head}
          width={size(head)}
          left={null}
          edge={pinnedEnd}
        />
      ))}
      {last.length === 0 ? null : <span style={{ flex: 'none', width: Math.max(0, total - lastSize - shownEnd) }} />}
      {last.map((head, index) => (
        <HeadCell
          key={`${head.key}@${head.first}`}
          {...props}
          head={head}
          width={size(head)}
          left={null}
          right={last.slice(index + 1).reduce((sum, one) => sum + size(one), 0)}
          edge={0}
        />
      ))}
    </div>
  );
}

type CellProps = Props & { head: Head; width: number; left: number | null; right?: number; edge: number };

function HeadCell(props: CellProps) {
  const { head, width, left, right, edge, leaf, activeColumn, onPress, onSort, onFold } = props;
  const { label, kind, sort, fold, unexplained } = head;
  const Sort = sort === 'ascending' ? IconArrowUp : IconArrowDown;
  return (
    <div
      id={leaf ? cellId(-1, head.first) : undefined}
      role="columnheader"
      aria-label={label || undefined}
      aria-colindex={head.first + 2}
      aria-colspan={head.count}
      aria-sort={leaf ? (sort ?? undefined) : undefined}
      className={classes.headCell}
      data-leaf={leaf || undefined}
      data-active={activeColumn === head.first || undefined}
      data-kind={unexplained ? 'unexplained' : undefined}
      style={placed(width, left, right)}
      data-pinned={right === undefined ? undefined : 'end'}
    >
      {label === '' ? null : (
        <span
          className={classes.headLabel}
          style={{ left: edge }}
          title={unexplained ? unexplainedHint : (head.title ?? label).slice(0, 2000)}
          data-plain={kind === 'filler' || undefined}
          onClick={(event: MouseEvent<HTMLElement>) => {
            if (kind !== 'filler') onPress(head, event.currentTarget.parentElement as HTMLElement);
          }}
        >
          {fold === null ? null : (
            <button
              type="button"
              tabIndex={-1}
              className={classes.chevron}
              aria-label={fold ? `Close ${label}` : `Open ${label}`}
              onClick={(event) => {
                event.stopPropagation();
                onFold(head.position);
              }}
            >
              {fold ? <IconChevronDown size={13} aria-hidden /> : <IconChevronRight size={13} aria-hidden />}
            </button>
          )}
          {sort ? <Sort size={12} aria-label={sort} /> : null}
          <EventText value={label} />
        </span>
      )}
      {leaf ? (
        <button
          type="button"
          tabIndex={-1}
          className={classes.sort}
          aria-label={`Sort rows by ${label}`}
          onClick={() => onSort(head)}
        >
          <IconArrowsSort size={13} aria-hidden />
        </button>
      ) : null}
      {leaf ? <Grip name={props.columnKey(head.first)} {...props} /> : null}
    </div>
  );
}

function placed(width: number, left: number | null, right: number | undefined): CSSProperties {
  if (left !== null) return { width, left, position: 'sticky', zIndex: 1 };
  return right === undefined ? { width } : { width, right, position: 'sticky', zIndex: 1 };
}

/** Changes a column's width, by mouse or touch; Alt with an arrow does it by keyboard. */
function Grip({ name, onResize }: Pick<Props, 'onResize'> & { name: string }) {
  const begin = (event: MouseEvent | TouchEvent) => {
    event.stopPropagation();
    onResize(name)(event);
  };
  return (
    <span
      className={classes.grip}
      aria-hidden="true"
      onMouseDown={begin}
      onTouchStart={begin}
      onClick={(event) => event.stopPropagation()}
    />
  );
}
