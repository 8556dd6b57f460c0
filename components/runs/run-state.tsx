'use client';

import type { RunView } from '#core/run/view.ts';
import { Mark } from '../ui/states.tsx';
import { runTones } from './words.ts';

/** A run's state, in a word. */
export function RunState({ run }: { run: Pick<RunView, 'state' | 'stopping'> }) {
  return <Mark tone={runTones[run.state]}>{run.stopping ? 'cancelling' : run.state}</Mark>;
}
