'use client';

import { Button } from '@mantine/core';
import { type ReactNode, useEffect, useState } from 'react';
import type { ArtefactMeta } from '#core/pivot/artefact.ts';
import { useFormat } from '../ui/format.ts';
import { ProgressLine } from '../ui/progress-line.tsx';
import classes from './panel.module.css';

type Props = {
  meta: ArtefactMeta;
  busy: boolean;
  waited: number;
  onStop: () => void;
  onFilterMatch: (state: 'unmatched' | 'no id') => void;
  onWhy: () => void;
  children?: ReactNode;
};

/** The table's own header: what it counted, what share of it no rule explains, how whole it is, how long it took. */
export function StatusStrip({ meta, busy, waited, onStop, onFilterMatch, onWhy, children }: Props) {
  const format = useFormat();
  const seconds = useSecondsWhile(busy);
  const { events, inRange, matchStates } = meta;
  const shareOf = (count: number) => (events === 0 ? '–' : format.percent(count / events));
  return (
    <section className={classes.strip} aria-label="About this table">
      <span>
        <strong>{format.count(events)}</strong> events
        {events < inRange ? ` of ${format.count(inRange)} in the range` : ''}
      </span>
      {matchStates ? (
        <span className={classes.match}>
          <span className={classes.matchBar} aria-hidden="true">
            <span style={{ flexGrow: matchStates.matched }} />
            <span style={{ flexGrow: matchStates.unmatched }} />
            <span style={{ flexGrow: matchStates['no id'] }} />
          </span>
          <button
            type="button"
            className={matchStates.unmatched > 0 ? classes.unexplained : undefined}
            title={`${format.count(matchStates.unmatched)} events: no row of the rule map has their id; it may be an anomaly-based detection`}
            onClick={() => onFilterMatch('unmatched')}
          >
            {shareOf(matchStates.unmatched)} not explained
          </button>
          <button
            type="button"
            title={`${format.count(matchStates['no id'])} events without a rule id`}
            onClick={() => onFilterMatch('no id')}
          >
            {shareOf(matchStates['no id'])} no id
          </button>
        </span>
      ) : (
        <span>no rule map, so nothing is explained</span>
      )}
      {children}
      <span className={classes.space} />
      <span role="status" aria-live="polite">
        {busy ? (seconds >= 1 ? `computing for ${seconds} s` : 'computing') : null}
      </span>
      {busy && seconds >= 1 ? (
        <Button size="compact-xs" variant="default" onClick={onStop} style={{ textDecoration: 'none' }}>
          Stop
        </Button>
      ) : null}
      {busy ? null : (
        <button type="button" onClick={onWhy}>
          {format.duration(waited)}
        </button>
      )}
      {busy ? <ProgressLine edge="bottom" /> : null}
    </section>
  );
}

/** The header of a table that is not there yet. */
export function WaitingStrip({ onStop }: { onStop: () => void }) {
  const seconds = useSecondsWhile(true);
  return (
    <section className={classes.strip} aria-label="About this table">
      <span role="status">{seconds >= 1 ? `computing for ${seconds} s` : 'computing'}</span>
      {seconds >= 1 ? (
        <Button size="compact-xs" variant="default" onClick={onStop} style={{ textDecoration: 'none' }}>
          Stop
        </Button>
      ) : null}
      <ProgressLine edge="bottom" />
    </section>
  );
}

function useSecondsWhile(busy: boolean): number {
  const [seconds, setSeconds] = useState(0);
  useEffect(() => {
    setSeconds(0);
    if (!busy) return;
    const timer = setInterval(() => setSeconds((before) => before + 1), 1000);
    return () => clearInterval(timer);
  }, [busy]);
  return seconds;
}
