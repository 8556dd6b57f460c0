import { WeirError } from '#core/errors.ts';
import { checkSpec } from '#core/pivot/question.ts';
import { defaultSpec } from '#core/pivot/spec.ts';
import type { RunQuestion } from '#core/run/run.ts';
import { datasetId } from '#core/source.ts';
import { formatTime, minute } from '#core/time.ts';
import type { Range } from '#core/window.ts';
import { addRun, dropRun, type StoredRun } from '#server/store/runs.ts';
import type { WebWorld } from '../../../world.ts';
import { mapIn, rangeIn, sourceIn } from '../find.ts';

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

/** Events may still be on their way for a while: a range is cut at the last minute of which all should have arrived. */
function cutToPast(range: Range, settled: number): { range: Range; notice: string | null } {
  const last = Math.floor(settled / minute) * minute;
  if (range.to <= last) return { range, notice: null };
  if (range.from >= last) {
    throw new WeirError(
      'invalid',
      `The range begins after ${formatTime(last)}, up to which events have surely arrived.`,
      { field: 'from' },
    );
  }
  return {
    range: { from: range.from, to: last },
    notice: `The range was cut at ${formatTime(last)}: later events may still be on their way.`,
  };
}
