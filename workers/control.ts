import type { Evict } from '#server/artefacts/evict.ts';
import { activeRuns, keptArtefacts } from '#server/store/runs.ts';
import { advanceRun, type ControlWorld } from './advance-run.ts';

/**
 * Advances runs one at a time each, however many jobs ask for it: asking while a run is being advanced makes it be
 * advanced once more.
 */
export function runAdvancer(world: ControlWorld): (runId: string) => Promise<void> {
  const busy = new Map<string, { again: boolean; done: Promise<void> }>();
  return (runId) => {
    const current = busy.get(runId);
    if (current) {
      current.again = true;
      return current.done;
    }
    const entry = { again: true, done: Promise.resolve() };
    busy.set(runId, entry);
    entry.done = (async () => {
      try {
        while (entry.again) {
          entry.again = false;
          await advanceRun(world, runId);
        }
      } finally {
        busy.delete(runId);
      }
    })();
    return entry.done;
  };
}

/** Advances every run that has not ended: puts back what a wiped Redis lost. Then evicts pivots that no run keeps. */
export async function reconcile(
  world: ControlWorld,
  advance: (runId: string) => Promise<void>,
  evict: Evict,
): Promise<void> {
  try {
    for (const { id } of activeRuns(world.store)) await advance(id);
  } finally {
    const { removed, bytes } = await evict(keptArtefacts(world.store), world.env.artefactLimitBytes);
    if (removed.length > 0) world.log.info({ pivots: removed.length, bytes }, 'Stored pivots were evicted');
  }
}
