'use client';

import { Button, Skeleton } from '@mantine/core';
import Link from 'next/link';
import { type Coverage, coverageStates } from '#core/run/coverage.ts';
import { formatTime } from '#core/time.ts';
import { useFormat } from '../ui/format.ts';
import { FailedState, Note } from '../ui/states.tsx';
import classes from './coverage.module.css';
import { useCoverage } from './coverage.ts';
import { CoverageStrip } from './coverage-strip.tsx';
import { newRunParams } from './draft.ts';
import { coverageWord, coverageWords, pullable, rangeWords } from './words.ts';

/** What is stored of a run's range. */
export function RunCoverage({ source, from, to }: { source: string; from: string; to: string }) {
  const { data, error, refetch } = useCoverage(source, { from, to });
  return (
    <section className={classes.section} aria-label="Coverage">
      <h2>Coverage</h2>
      {error && !data ? (
        <FailedState error={error} retry={refetch} />
      ) : data ? (
        <CoverageTimeline source={source} coverage={data} />
      ) : (
        <Skeleton height={72} />
      )}
    </section>
  );
}

/** A range as a strip of what is stored, provisional, missing and failed, in words too; and how to pull what is missing. */
export function CoverageTimeline({ source, coverage }: { source: string; coverage: Coverage }) {
  const format = useFormat();
  const pull = pullable(coverage);
  const unsettled = coverage.missing.some(({ to }) => to > coverage.settled);
  return (
    <div className={classes.timeline}>
      <p className={classes.words}>
        <strong>{coverageWords(coverage, format)}</strong>
        <span className="quiet">
          {format.count(coverage.storedEvents)} events stored
          {coverage.reachesBeyond ? ' in windows and files that touch this range' : ' in this range'}
        </span>
      </p>
      <CoverageStrip coverage={coverage} />
      <ul className={classes.legend}>
        {coverageStates
          .filter((state) => state === 'final' || coverage.pieces.some((piece) => piece.state === state))
          .map((state) => (
            <li key={state}>
              <span className={classes.key} data-state={state} aria-hidden />
              {coverageWord[state]}
            </li>
          ))}
      </ul>
      {coverage.trouble ? (
        <Note tone="failed">{`Which files there are cannot be said now: ${coverage.trouble}`}</Note>
      ) : null}
      {coverage.kind === 'segments' && coverage.missingSegments !== 0 ? (
        <p className="quiet">
          Which times a file holds is known only once it is pulled, so it may belong anywhere here.
        </p>
      ) : null}
      {coverage.kind === 'windows' && unsettled ? (
        <p className="quiet">
          Events after {format.time(coverage.settled)} may still be on their way to the source, and cannot be pulled
          yet.
        </p>
      ) : null}
      {coverage.first === null || coverage.last === null ? (
        <p className="quiet">Nothing of this source is stored yet.</p>
      ) : (
        <p className="quiet">All that is stored of this source: {rangeWords(format, coverage.first, coverage.last)}.</p>
      )}
      {pull ? (
        <div>
          <Button
            component={Link}
            href={`/runs/new?${newRunParams({
              source,
              from: formatTime(pull.from),
              to: formatTime(pull.to),
              map: null,
              windowMinutes: null,
            })}`}
          >
            Pull what is missing
          </Button>
        </div>
      ) : null}
    </div>
  );
}
