'use client';

import { isFinal } from '#core/run/run.ts';
import type { RunView } from '#core/run/view.ts';
import { useFormat } from '../ui/format.ts';
import classes from './runs.module.css';
import { progressWords } from './words.ts';

/** How far a run is; nothing once it has ended. */
export function RunProgress({ run }: { run: RunView }) {
  const format = useFormat();
  if (isFinal(run.state)) return null;
  const share = run.state === 'pivoting' ? 1 : run.estimate === 0 ? 0 : Math.min(1, run.pulled / run.estimate);
  const words = progressWords(run, format);
  return (
    <div className={classes.section}>
      <div
        className={classes.track}
        role="progressbar"
        aria-label="Events pulled"
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.floor(share * 100)}
        aria-valuetext={words}
      >
        <div className={classes.done} style={{ width: `${share * 100}%` }} />
      </div>
      <div>{words}</div>
    </div>
  );
}
