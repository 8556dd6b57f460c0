'use client';

import { Button, Skeleton } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import Link from 'next/link';
import { isFinal } from '#core/run/run.ts';
import type { RunView } from '#core/run/view.ts';
import { PageFrame } from '../shell/page-frame.tsx';
import { useFormat } from '../ui/format.ts';
import { FailedState, Note } from '../ui/states.tsx';
import { BatchList } from './batch-list.tsx';
import { RunCoverage } from './coverage-timeline.tsx';
import { useLiveRun } from './live-run.ts';
import { Provenance } from './provenance.tsx';
import { RejectedList } from './rejected-list.tsx';
import { RunAccounts } from './run-accounts.tsx';
import { RunActions } from './run-actions.tsx';
import { RunProgress } from './run-progress.tsx';
import { RunState } from './run-state.tsx';
import classes from './runs.module.css';
import { rangeWords } from './words.ts';

/** A run: what it does or did, its accounts, its batches, and what it made. */
export function RunPage({ id }: { id: string }) {
  const { run, batches, isPolled } = useLiveRun(id);
  const isNarrow = useMediaQuery('(max-width: 700px)') ?? false;
  if (run.error && !run.data) {
    return (
      <PageFrame title="Run">
        <FailedState
          error={run.error}
          retry={run.refetch}
          action={
            <Button component={Link} href="/runs" variant="default">
              All runs
            </Button>
          }
        />
      </PageFrame>
    );
  }
  if (!run.data) {
    return (
      <PageFrame title="Run">
        <Skeleton height={240} />
      </PageFrame>
    );
  }
  const ended = isFinal(run.data.state);
  return (
    <PageFrame
      title="Run"
      bar={isNarrow ? null : <RunHead run={run.data} />}
      actions={isNarrow ? null : <RunActions run={run.data} />}
    >
      <div className={classes.sections}>
        {isNarrow ? (
          <div className={classes.section}>
            <div className={classes.states}>
              <RunHead run={run.data} />
            </div>
            <div className={classes.presets}>
              <RunActions run={run.data} />
            </div>
          </div>
        ) : null}
        <div className={classes.section}>
          {run.data.notice ? <Note>{run.data.notice}</Note> : null}
          {isPolled ? (
            <Note tone="partial">The live connection is broken. This page asks every 2 s until it is back.</Note>
          ) : null}
          {run.data.error ? (
            <Note tone={run.data.state === 'partial' ? 'partial' : 'failed'}>{run.data.error.message}</Note>
          ) : null}
          {run.data.state === 'cancelled' ? (
            <Note>The run was cancelled. What it had stored is kept; retry goes on with the rest.</Note>
          ) : null}
          <RunProgress run={run.data} />
        </div>
        <div className={classes.columns}>
          <RunAccounts run={run.data} />
          <Provenance run={run.data} />
        </div>
        <BatchList run={run.data} batches={batches} />
        {ended && run.data.rejected > 0 ? <RejectedList run={run.data} /> : null}
        {ended ? <RunCoverage source={run.data.source} from={run.data.from} to={run.data.to} /> : null}
      </div>
    </PageFrame>
  );
}

function RunHead({ run }: { run: RunView }) {
  const format = useFormat();
  return (
    <>
      <span role="status">
        <RunState run={run} />
      </span>
      <span>{run.source}</span>
      <span title={`${format.exactTime(run.from)} – ${format.exactTime(run.to)}`}>
        {rangeWords(format, run.from, run.to)} <span className="quiet">{format.zone}</span>
      </span>
      <span className="quiet">{run.map === null ? 'no rule map' : `${run.map.name} v${run.map.version}`}</span>
    </>
  );
}
