'use client';

import { Button, Skeleton } from '@mantine/core';
import { columns } from '#core/event.ts';
import type { SourceReport as Report } from '#core/source.ts';
import { EventText } from '../ui/event-text.tsx';
import { useFormat } from '../ui/format.ts';
import { Mark, Note, sentenceOf } from '../ui/states.tsx';
import { When } from '../ui/when.tsx';
import classes from './sources.module.css';

const labels = new Map<string, string>(columns.map(({ name, label }) => [name, label]));

/** What a test found, says while it is under way, or failed with. */
export function SourceTest(props: {
  report: Report | undefined;
  error: unknown;
  isPending: boolean;
  stop: () => void;
}) {
  const { report, error, isPending, stop } = props;
  if (isPending) {
    return (
      <section className={classes.report} aria-label="Test" aria-busy>
        <div className={classes.reportHead}>
          <Mark tone="busy">Asking the source</Mark>
          <Button variant="default" onClick={stop}>
            Stop
          </Button>
        </div>
        {[60, 80, 70, 40, 90, 55, 75].map((width) => (
          <Skeleton key={width} height={12} width={`${width}%`} />
        ))}
      </section>
    );
  }
  if (error) {
    return (
      <section className={classes.report} aria-label="Test">
        <Note tone="failed">{sentenceOf(error)}</Note>
      </section>
    );
  }
  return report ? <SourceReport report={report} /> : null;
}

function SourceReport({ report }: { report: Report }) {
  const format = useFormat();
  const { events, eventsAreEstimated, first, last, filled, empty, sample, server } = report;
  return (
    <section className={classes.report} aria-label="Test">
      <div className={classes.reportHead}>
        <Mark tone="done">Reached{server ? `: ${server}` : ''}</Mark>
      </div>
      <dl className={classes.facts}>
        <dt>Events</dt>
        <dd>
          {eventsAreEstimated ? 'about ' : ''}
          {format.count(events)}
          {eventsAreEstimated ? <span className="quiet"> (from the size of the files)</span> : null}
        </dd>
        <dt>First</dt>
        <dd>{first === null ? '–' : <When at={Math.round(first)} />}</dd>
        <dt>Last</dt>
        <dd>{last === null ? '–' : <When at={Math.round(last)} />}</dd>
        <dt>Columns filled</dt>
        <dd>
          {filled.length} of {filled.length + empty.length}
        </dd>
      </dl>
      {sample === null ? (
        <Note tone="partial">The place is there, but it holds no event that the source would find.</Note>
      ) : (
        <SampleTable sample={sample} filled={filled} empty={empty} />
      )}
    </section>
  );
}

function SampleTable({
  sample,
  filled,
  empty,
}: {
  sample: Record<string, unknown>;
  filled: string[];
  empty: string[];
}) {
  const others = filled.filter((name) => !(name in sample));
  return (
    <>
      <h2>A sample event, mapped</h2>
      <table className={classes.sample}>
        <thead>
          <tr>
            <th scope="col">Weir column</th>
            <th scope="col">Value in the source</th>
          </tr>
        </thead>
        <tbody>
          {filled
            .filter((name) => name in sample)
            .map((name) => (
              <tr key={name}>
                <th scope="row">
                  {name}
                  <span className={classes.label}>{labels.get(name)}</span>
                </th>
                <td className="mono" title={textOf(sample[name])}>
                  {sample[name] === '' ? <i className="quiet">empty</i> : <EventText value={textOf(sample[name])} />}
                </td>
              </tr>
            ))}
        </tbody>
      </table>
      {others.length > 0 ? (
        <p className={classes.dimmed}>Filled in other events that were looked at: {others.join(', ')}.</p>
      ) : null}
      {empty.length > 0 ? (
        <p className={classes.dimmed}>Empty in all events that were looked at: {empty.join(', ')}.</p>
      ) : null}
    </>
  );
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
