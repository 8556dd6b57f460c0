import { isWeirError, WeirError } from '#core/errors.ts';
import type { Payload, PivotResult } from '#core/jobs.ts';
import type { PivotEngine } from '#core/pivot/engine.ts';
import type { JobContext } from '#server/queue/worker.ts';
import { pivotField } from './pivot-field.ts';
import type { LakeWorld } from './world.ts';

/** Computes a pivot; tells the run that waits for it, if one does. */
export async function pivot(
  world: LakeWorld,
  engine: PivotEngine,
  payload: Payload<'pivot'>,
  context: JobContext,
): Promise<PivotResult> {
  const { runId, request } = payload;
  try {
    const meta = await engine.compute(request, context.signal);
    const result = { artefact: meta.key, events: meta.events, inRange: meta.inRange };
    if (runId !== null) {
      await world.producer.progress.set(runId, pivotField, { state: 'done', read: 0, at: Date.now(), pivot: result });
      await world.producer.add('advance-run', { runId });
    }
    return result;
  } catch (error) {
    if (runId !== null && !context.signal.aborted && (context.lastAttempt || isWeirError(error))) {
      const shown = isWeirError(error)
        ? error
        : new WeirError('internal', 'The pivot could not be computed: the log of the workers says why.', {
            cause: error,
          });
      await world.producer.progress.set(runId, pivotField, {
        state: 'failed',
        read: 0,
        at: Date.now(),
        error: shown.toBody(),
      });
      await world.producer.add('advance-run', { runId });
    }
    throw error;
  }
}
