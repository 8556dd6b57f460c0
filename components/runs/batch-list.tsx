'use client';

import { Skeleton } from '@mantine/core';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useMemo, useRef } from 'react';
import { type BatchState, batchStates } from '#core/run/run.ts';
import type { BatchView, RunView } from '#core/run/view.ts';
import { useFormat } from '../ui/format.ts';
import { Mark } from '../ui/states.tsx';
import { LineText } from './line-text.tsx';
import classes from './runs.module.css';
import { type MarkTone, unitWords } from './words.ts';

const order: Record<BatchState, number> = { failed: 0, running: 1, waiting: 2, done: 3, cancelled: 4 };
const tones: Record<BatchState, MarkTone> = {
  failed: 'failed',
  running: 'busy',
  waiting: 'plain',
  done: 'done',
  cancelled: 'plain',
};

/** A run's batches, what failed first. */
export function BatchList({ run, batches }: { run: RunView; batches: BatchView[] | undefined }) {
  const format = useFormat();
  return (
    <section className={classes.section} aria-label="Batches">
      <h2>Batches</h2>
      {run.batches === 0 ? (
        <p className={classes.hint}>
          {run.state === 'queued' ? 'They are being planned.' : 'None: all that the range needs was stored already.'}
        </p>
      ) : (
        <>
          <div className={classes.states}>
            {batchStates.map((state) =>
              run.batchStates[state] === 0 ? null : (
                <Mark key={state} tone={tones[state]}>
                  {format.count(run.batchStates[state])} {state}
                </Mark>
              ),
            )}
          </div>
          {batches === undefined ? <Skeleton height={120} /> : <BatchTable batches={batches} />}
        </>
      )}
    </section>
  );
}

function BatchTable({ batches }: { batches: BatchView[] }) {
  const format = useFormat();
  const box = useRef<HTMLElement>(null);
  const sorted = useMemo(() => [...batches].sort((a, b) => order[a.state] - order[b.state]), [batches]);
  const rows = useVirtualizer({
    count: sorted.length,
    getScrollElement: () => box.current,
    estimateSize: () => 29,
    overscan: 12,
    getItemKey: (index) => sorted[index]?.key ?? index,
  });
  const shown = rows.getVirtualItems();
  const before = shown[0]?.start ?? 0;
  const after = rows.getTotalSize() - (shown.at(-1)?.end ?? 0);
  const files = batches[0]?.unit.kind === 'segment';
  const anyFailed = sorted[0]?.state === 'failed';
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section ref={box} className={classes.scroll} tabIndex={0} aria-label="Batches, what failed first">
      <table className={classes.table} aria-rowcount={sorted.length + 1}>
        <thead>
          <tr>
            <th scope="col">State</th>
            <th scope="col">{files ? 'File' : `Window (${format.zone})`}</th>
            <th scope="col" className="number">
              Events read
            </th>
            <th scope="col" className="number" data-wide>
              Estimate
            </th>
            {anyFailed ? (
              <th scope="col" style={{ width: '50%' }}>
                Why it failed
              </th>
            ) : null}
          </tr>
        </thead>
        <tbody>
          <Space height={before} />
          {shown.map(({ index }) => {
            const batch = sorted[index];
            if (!batch) return null;
            const { short, whole } = unitWords(batch.unit, format);
            return (
              <tr key={batch.key} ref={rows.measureElement} data-index={index} aria-rowindex={index + 2}>
                <td>
                  <Mark tone={tones[batch.state]}>{batch.state}</Mark>
                </td>
                <td className={classes.cut} title={whole}>
                  <LineText text={short} />
                </td>
                <td className="number">
                  {batch.read === 0 && batch.state !== 'done' ? '–' : format.count(batch.read)}
                </td>
                <td className="number" data-wide>
                  {format.count(batch.unit.estimate)}
                </td>
                {anyFailed ? <td className={classes.wrap}>{batch.error?.message}</td> : null}
              </tr>
            );
          })}
          <Space height={after} />
        </tbody>
      </table>
    </section>
  );
}

/** The height of rows that are not rendered. */
function Space({ height }: { height: number }) {
  return height > 0 ? (
    <tr aria-hidden style={{ height }}>
      <td colSpan={5} style={{ padding: 0, border: 0 }} />
    </tr>
  ) : null;
}
