import { checkSpec } from '#core/pivot/question.ts';
import { defaultSpec } from '#core/pivot/spec.ts';
import type { RunQuestion } from '#core/run/run.ts';
import { datasetId } from '#core/source.ts';
import { addRun, dropRun, type StoredRun } from '#server/store/runs.ts';
import type { WebWorld } from '../../../world.ts';
import { mapIn, rangeIn, sourceIn } from '../find.ts';
import { cutToPast } from './cut-to-past.ts';

/**
 * Checks a question, keeps it as a run, and queues it.
 * @throws WeirError `invalid`, naming the field; `unavailable` without Redis, and then there is no run
 */
export async function startRun(world: WebWorld, question: RunQuestion): Promise<StoredRun> {
  const source = sourceIn(world, question.source);
  const map = mapIn(world, question.map);
  const spec = question.spec ?? defaultSpec(map?.columns ?? null);
  checkSpec(spec, map);
  const { range, notice } = cutToPast(rangeIn(question), Date.now() - world.env.lagMs);
  const dataset = datasetId(source);
  const run = addRun(world.store, {
    sourceId: source.id,
    dataset,
    range,
    notice,
    map,
    spec,
    windowMinutes: question.windowMinutes,
  });
  try {
    await world.producer.add('advance-run', { runId: run.id });
  } catch (error) {
    dropRun(world.store, run.id);
    throw error;
  }
  return run;
}
