'use client';

import { SegmentedControl, Skeleton } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, type ReactNode, useEffect, useId, useMemo, useRef, useState } from 'react';
import type { StoredEvent } from '#core/jobs.ts';
import type { EventOrder } from '#core/pivot/spec.ts';
import { day } from '#core/time.ts';
import { ProgressLine } from '../ui/progress-line.tsx';
import { Note } from '../ui/states.tsx';
import { mostListed, sameEvent } from './asked-events.ts';
import { ColumnChooser } from './column-chooser.tsx';
import { allColumns, clockWidth, compactColumns, type ListColumn } from './columns.ts';
import { EventCell, type TimeStyle } from './event-cell.tsx';
import classes from './events.module.css';
import { type FirstPage, listed, useEventPages } from './use-event-pages.ts';
import { useZoneFormat } from './zone-format.ts';

export type EventListProps = {
  /** The counted first page of what is listed. */
  first: FirstPage;
  /** True while another question is asked: the list of the one before stays, and says so. */
  busy: boolean;
  /** The range that the events lie in, RFC 3339: one that is short needs no dates in a narrow list. */
  range: { from: string; to: string };
  /** The event that is shown beside or above the list: its row stays marked. */
  opened: StoredEvent | null;
  mapColumns: readonly string[] | null;
  columns: readonly string[];
  /** A list as narrow as a drawer, of the columns that tell most; `columns` is not looked at. */
  compact?: boolean;
  onColumns?: (columns: string[]) => void;
  onOrder: (order: EventOrder) => void;
  onOpen: (event: StoredEvent, index: number) => void;
  onClose?: () => void;
  /** The zone that times are shown in; null is the reader's. */
  zone?: string | null;
  /** Stands at the left of the line above the list. */
  summary?: ReactNode;
  /** Stands before the order of the list. */
  tools?: ReactNode;
};

/** The end of a list that goes on elsewhere is told of when so many rows, or fewer, are left. */
const nearEnd = 500;

/** A list of events of any length up to 100,000: only what is in view is asked for, and kept in the page. */
export function EventList(props: EventListProps) {
  const {
    first,
    busy,
    mapColumns,
    onColumns,
    onOrder,
    onOpen,
    onClose,
    compact = false,
    zone = null,
    summary,
    tools,
    range,
    opened,
  } = props;
  const format = useZoneFormat(zone);
  const id = useId();
  const box = useRef<HTMLDivElement>(null);
  const [selected, setSelected] = useState<number | null>(null);
  const phone = useMediaQuery('(max-width: 700px)', false);
  const length = Date.parse(range.to) - Date.parse(range.from);
  const clock = length <= (compact ? day : phone ? 2 * day : 0);
  const times: TimeStyle = clock ? 'clock' : compact ? 'without year' : 'whole';
  const rowHeight = useMediaQuery('(pointer: coarse)', false) ? 32 : 28;
  const count = listed(first);
  const shown = useMemo(() => {
    const byId = new Map(allColumns(mapColumns).map((column) => [column.id, column]));
    const wanted = compact ? Object.keys(compactColumns) : props.columns;
    return wanted.flatMap((name): ListColumn | ListColumn[] => {
      const column = byId.get(name);
      if (!column) return [];
      if (clock && name === 'Datetime') return { ...column, width: clockWidth };
      return { ...column, width: (compact && compactColumns[name]) || column.width };
    });
  }, [props.columns, mapColumns, compact, clock]);

  const rows = useVirtualizer({
    count,
    getScrollElement: () => box.current,
    estimateSize: () => rowHeight,
    overscan: 12,
    paddingStart: rowHeight,
    scrollPaddingStart: rowHeight,
  });
  useEffect(() => {
    setSelected(null);
    rows.scrollToOffset(0);
  }, [first.asked, first.order]);
  useEffect(() => rows.measure(), [rowHeight]);

  const items = rows.getVirtualItems();
  const { eventAt, error, retry } = useEventPages(first, { from: items[0]?.index ?? 0, to: items.at(-1)?.index ?? 0 });
  const width = shown.reduce((sum, column) => sum + column.width, 0);
  const template = shown
    .map(({ width: own }, index) => (index === shown.length - 1 ? `minmax(${own}px, 1fr)` : `${own}px`))
    .join(' ');

  const select = (index: number) => {
    const next = Math.max(0, Math.min(count - 1, index));
    setSelected(next);
    rows.scrollToIndex(next, { align: 'auto' });
  };
  const open = (index: number) => {
    const event = eventAt(index);
    setSelected(index);
    if (event) onOpen(event, index);
  };
  const onKeyDown = (pressed: KeyboardEvent) => {
    const perPage = Math.max(1, Math.floor((box.current?.clientHeight ?? 0) / rowHeight) - 2);
    const at = selected ?? -1;
    const moves: Record<string, number> = {
      ArrowDown: at + 1,
      ArrowUp: at - 1,
      PageDown: at + perPage,
      PageUp: at - perPage,
      Home: 0,
      End: count - 1,
    };
    const target = moves[pressed.key];
    if (target !== undefined) select(target);
    else if (pressed.key === 'Enter') open(selected ?? 0);
    else if (pressed.key === 'Escape' && onClose) onClose();
    else return;
    pressed.preventDefault();
    pressed.stopPropagation();
  };
  const cut = (first.page.total ?? 0) > mostListed;
  const atEnd = cut && (items[0]?.index ?? 0) >= count - nearEnd;

  return (
    <section className={classes.list} aria-label="Events" aria-busy={busy}>
      <div className={classes.above}>
        <div className={classes.summary}>
          {summary}
          {cut && !atEnd ? <span className="quiet">first {format.count(mostListed)} listed</span> : null}
        </div>
        {tools}
        <SegmentedControl
          aria-label="Order"
          value={first.order}
          onChange={(value) => onOrder(value as EventOrder)}
          data={[
            { value: 'oldest', label: <OrderWord word="Oldest" /> },
            { value: 'newest', label: <OrderWord word="Newest" /> },
          ]}
        />
        {onColumns ? <ColumnChooser mapColumns={mapColumns} chosen={props.columns} onChange={onColumns} /> : null}
      </div>
      {busy ? <ProgressLine edge="top" /> : null}
      {error === null ? null : (
        <Note
          tone="failed"
          action={
            <button type="button" className={classes.link} onClick={retry}>
              Try again
            </button>
          }
        >
          A part of the list could not be read: {error.message}
        </Note>
      )}
      <div
        ref={box}
        className={classes.box}
        data-busy={busy || undefined}
        role="grid"
        aria-label={`Events, ${first.order} first`}
        aria-rowcount={count + 1}
        aria-colcount={shown.length}
        aria-activedescendant={items.some(({ index }) => index === selected) ? `${id}-${selected}` : undefined}
        tabIndex={0}
        onKeyDown={onKeyDown}
      >
        <div style={{ height: rows.getTotalSize(), minWidth: width, position: 'relative' }} role="presentation">
          <div
            className={classes.head}
            role="row"
            aria-rowindex={1}
            tabIndex={-1}
            style={{ gridTemplateColumns: template, height: rowHeight }}
          >
            {shown.map((column) => (
              <div
                key={column.id}
                className={classes.cell}
                data-kind={column.kind}
                role="columnheader"
                tabIndex={-1}
                title={column.label}
              >
                {column.label}
              </div>
            ))}
          </div>
          {items.map(({ index, start }) => {
            const event = eventAt(index);
            return (
              <div
                key={index}
                id={`${id}-${index}`}
                className={classes.row}
                role="row"
                aria-rowindex={index + 2}
                aria-selected={index === selected}
                data-open={(opened !== null && event !== undefined && isSame(event, opened)) || undefined}
                tabIndex={-1}
                style={{ gridTemplateColumns: template, height: rowHeight, transform: `translateY(${start}px)` }}
                onClick={() => {
                  if (!window.getSelection()?.isCollapsed) return;
                  open(index);
                }}
              >
                {shown.map((column) => (
                  <div key={column.id} className={classes.cell} data-kind={column.kind} role="gridcell" tabIndex={-1}>
                    {event ? (
                      <EventCell event={event} column={column} format={format} times={times} />
                    ) : (
                      <Skeleton height={8} />
                    )}
                  </div>
                ))}
              </div>
            );
          })}
        </div>
      </div>
      {atEnd ? (
        <Note tone="partial">
          The list ends after {format.count(mostListed)} of {format.count(first.page.total ?? 0)} events: add a filter
          or shorten the range to see the others, turn the order round, or export them all.
        </Note>
      ) : null}
    </section>
  );
}

/** An order, of which a narrow screen shows one word. */
function OrderWord({ word }: { word: string }) {
  return (
    <>
      {word}
      <span className={classes.wide}> first</span>
    </>
  );
}

function isSame(event: StoredEvent, opened: StoredEvent): boolean {
  return event === opened || (event.RayID === opened.RayID && sameEvent(event, opened));
}

/** Rows of a list that is not there yet. */
export function ListSkeleton() {
  return (
    <div className={classes.waiting} role="status" aria-label="The events are being read">
      {Array.from({ length: 14 }, (_one, index) => `row ${index}`).map((row, index) => (
        <Skeleton key={row} height={10} width={`${92 - ((index * 17) % 40)}%`} />
      ))}
    </div>
  );
}
