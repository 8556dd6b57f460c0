'use client';

import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { RejectedLine, RejectedLines } from '#core/jobs.ts';
import type { RunView } from '#core/run/view.ts';
import { ask } from '../api/ask.ts';
import { useFormat } from '../ui/format.ts';
import { FailedState } from '../ui/states.tsx';
import { LineText } from './line-text.tsx';
import classes from './runs.module.css';

/** The lines that were no events, and why. */
export function RejectedList({ run }: { run: RunView }) {
  const format = useFormat();
  const { data, error, refetch } = useQuery({
    queryKey: ['run', run.id, 'rejected', run.finished],
    queryFn: ({ signal }) => ask<RejectedLines>(`/runs/${run.id}/rejected`, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });
  return (
    <section className={classes.section} aria-label="Rejected lines">
      <h2>Rejected lines</h2>
      {error ? (
        <FailedState error={error} retry={refetch} />
      ) : data === undefined ? (
        <Skeleton height={96} />
      ) : (
        <>
          {data.total > data.lines.length ? (
            <p className={classes.hint}>
              The first {format.count(data.lines.length)} of {format.count(data.total)}.
            </p>
          ) : null}
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
          <section className={classes.scroll} tabIndex={0} aria-label="Rejected lines, file by file">
            <table className={classes.table}>
              <thead>
                <tr>
                  <th scope="col">File</th>
                  <th scope="col" className="number">
                    Line
                  </th>
                  <th scope="col">Reason</th>
                  <th scope="col" style={{ width: '50%' }}>
                    Text
                  </th>
                </tr>
              </thead>
              <tbody>
                {data.lines.map((line) => (
                  <Row key={`${line.file} ${line.line}`} line={line} />
                ))}
              </tbody>
            </table>
          </section>
        </>
      )}
    </section>
  );
}

function Row({ line }: { line: RejectedLine }) {
  const format = useFormat();
  return (
    <tr>
      <td className={classes.cut} title={line.file}>
        <LineText text={line.file.split('/').at(-1) ?? line.file} />
      </td>
      <td className="number">{format.count(line.line)}</td>
      <td className={classes.wrap}>{line.reason}</td>
      <td className={classes.wrap}>
        <code className={`${classes.raw} mono`}>
          <LineText text={line.text} />
        </code>
      </td>
    </tr>
  );
}
