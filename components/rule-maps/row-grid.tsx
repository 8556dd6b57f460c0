// biome-ignore-all lint/a11y/useSemanticElements: a table drawn in part is laid out by hand, where table elements lose their meaning
// biome-ignore-all lint/a11y/useFocusableInteractive: rows and headers are read, not pressed; the table is focused to scroll
'use client';

import { Skeleton } from '@mantine/core';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { MapRow } from '#core/jobs.ts';
import { EventText } from '../ui/event-text.tsx';
import { CutKey } from './cut-key.tsx';
import classes from './rule-maps.module.css';

const rowHeight = 28;
/** Width of a character, in px. */
const characterWidth = 7.3;
/** In less room than `narrow` px a key has at most `keyWidth` px, and is cut in its middle to `keyLength` characters. */
const [narrow, keyWidth, keyLength] = [600, 140, 15];

/**
 * A table of any size, of which only what is in view is drawn. `names`: key column first; `rowAt` gives a row, or
 * undefined while it is on its way; `sample` decides the widths; `inView` hears which rows are looked at.
 */
export function RowGrid(props: {
  names: readonly string[];
  total: number;
  rowAt: (index: number) => MapRow | undefined;
  sample: readonly MapRow[];
  inView: (from: number, to: number) => void;
  stale: boolean;
}) {
  const { names, total, rowAt, sample, inView, stale } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const [available, setAvailable] = useState(0);
  useEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const observer = new ResizeObserver(() => setAvailable(element.clientWidth));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  const lineWidth = (String(total).length + 1) * 8 + 32;
  const isNarrow = available > 0 && available < narrow;
  const widths = useMemo(
    () => widthsOf(names, sample, available - lineWidth, isNarrow ? keyWidth : Number.POSITIVE_INFINITY),
    [names, sample, available, lineWidth, isNarrow],
  );
  const rows = useVirtualizer({
    count: total,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 8,
    paddingStart: rowHeight,
  });
  const columns = useVirtualizer({
    horizontal: true,
    count: names.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => widths[index] ?? 120,
    overscan: 2,
    paddingStart: lineWidth,
  });
  useEffect(() => {
    if (widths.length > 0) columns.measure();
  }, [widths, columns]);
  const shownRows = rows.getVirtualItems();
  const shownColumns = columns.getVirtualItems();
  const from = shownRows[0]?.index ?? 0;
  const to = shownRows.at(-1)?.index ?? 0;
  useEffect(() => inView(from, to), [inView, from, to]);

  const width = columns.getTotalSize();
  const at = (start: number, size: number) => ({ left: start, width: size });
  return (
    <div
      ref={scroller}
      className={classes.grid}
      data-stale={stale || undefined}
      role="table"
      aria-label="Rows"
      aria-rowcount={total + 1}
      aria-colcount={names.length + 1}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
      tabIndex={0}
    >
      <div style={{ height: rows.getTotalSize(), width, position: 'relative' }} role="rowgroup">
        <div className={classes.gridHead} style={{ width }} role="row" aria-rowindex={1}>
          <div role="columnheader" aria-colindex={1} className="number" style={at(0, lineWidth)}>
            Line
          </div>
          {shownColumns.map(({ index, start, size }) => (
            <div key={index} role="columnheader" aria-colindex={index + 2} style={at(start, size)} title={names[index]}>
              <EventText value={names[index] ?? ''} />
            </div>
          ))}
        </div>
        {shownRows.map(({ index, start }) => {
          const row = rowAt(index);
          return (
            <div
              key={index}
              className={classes.gridRow}
              style={{ transform: `translateY(${start}px)`, width }}
              role="row"
              aria-rowindex={index + 2}
            >
              <div role="cell" aria-colindex={1} className="number quiet" style={at(0, lineWidth)}>
                {row?.line ?? ''}
              </div>
              {shownColumns.map(({ index: column, start: left, size }) => {
                const text = column === 0 ? row?.key : row?.cells[column - 1];
                return (
                  <div
                    key={column}
                    role="cell"
                    aria-colindex={column + 2}
                    className={column === 0 ? 'mono' : undefined}
                    style={at(left, size)}
                    title={text}
                  >
                    {text === undefined ? (
                      <Skeleton height={8} width="60%" mt={10} />
                    ) : isNarrow && column === 0 && text.length > keyLength ? (
                      <CutKey value={text} most={keyLength} />
                    ) : (
                      <EventText value={text} />
                    )}
                  </div>
                );
              })}
            </div>
          );
        })}
      </div>
    </div>
  );
}

/**
 * Wide enough for nine of ten cells of the sample, within bounds; room that is left is shared out. `keyMost`: the most that
 * the key column has, in px.
 */
function widthsOf(names: readonly string[], sample: readonly MapRow[], available: number, keyMost: number): number[] {
  const needed = names.map((name, index) => {
    const lengths = sample
      .map(({ key, cells }) => (index === 0 ? key : (cells[index - 1] ?? '')).length)
      .sort((a, b) => a - b);
    const usual = lengths[Math.floor(lengths.length * 0.9)] ?? 12;
    return Math.min(index === 0 ? keyMost : 420, 420, Math.max(80, Math.max(name.length, usual) * characterWidth + 32));
  });
  const sum = needed.reduce((all, one) => all + one, 0);
  const stretch = Math.min(1.5, Math.max(1, available / sum));
  return needed.map((one, index) => Math.floor(index === 0 ? Math.min(keyMost, one * stretch) : one * stretch));
}
