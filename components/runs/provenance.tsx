'use client';

import type { RunView } from '#core/run/view.ts';
import { useFormat } from '../ui/format.ts';
import { When } from '../ui/when.tsx';
import classes from './runs.module.css';

/** Where a run's numbers come from. */
export function Provenance({ run }: { run: RunView }) {
  const format = useFormat();
  return (
    <section className={classes.section} aria-label="Provenance">
      <h2>Provenance</h2>
      <dl className={classes.facts}>
        <dt>Dataset</dt>
        <dd className="mono">{run.dataset}</dd>
        <dt>Range in UTC</dt>
        <dd>
          {run.from} to {run.to}
        </dd>
        <dt>Rule map</dt>
        <dd>{run.map === null ? 'none' : `${run.map.name}, version ${run.map.version}`}</dd>
        <dt>Batch size</dt>
        <dd>{run.windowMinutes === null ? 'automatic' : format.duration(run.windowMinutes * 60_000)}</dd>
        <dt>Created</dt>
        <dd>
          <When at={run.created} />
        </dd>
        <dt>Started</dt>
        <dd>{run.started === null ? '–' : <When at={run.started} />}</dd>
        <dt>Finished</dt>
        <dd>
          {run.finished === null ? '–' : <When at={run.finished} />}
          {run.finished === null || run.seconds === 0 ? '' : `, after ${format.duration(run.seconds * 1000)}`}
        </dd>
        <dt>Pulled by this run</dt>
        <dd>
          {format.count(run.pulled)} events{run.rate > 0 ? `, ${format.count(run.rate)} a second` : ''}
        </dd>
        <dt>Run</dt>
        <dd className="mono">{run.id}</dd>
      </dl>
    </section>
  );
}
