import { WeirError } from '#core/errors.ts';
import { dropUndone, totalBatches } from '#server/store/batches.ts';
import { changeRun, findRun, type StoredRun } from '#server/store/runs.ts';
import type { WebWorld } from '../../../world.ts';

/**
 * Takes a run up again that is partial, failed or cancelled: what is missing is planned anew, what is stored stays.
 * @throws WeirError `conflict` when the run is complete or has not ended
 */
export async function retryRun(world: WebWorld, run: StoredRun): Promise<StoredRun> {
  if (run.finished === null || run.state === 'complete') {
    throw new WeirError(
      'conflict',
      run.finished === null ? 'The run has not ended yet.' : 'The run is complete: there is nothing to retry.',
      { field: 'run' },
    );
  }
  await world.producer.progress.restart(run.id);
  dropUndone(world.store, run.id);
  changeRun(world.store, run.id, {
    state: 'queued',
    error: null,
    started: null,
    finished: null,
    cancelRequested: false,
    pulledBefore: totalBatches(world.store, run.id).read,
  });
  await world.producer.add('advance-run', { runId: run.id });
  return findRun(world.store, run.id) as StoredRun;
}
