import type { PlannedRun } from '#core/jobs.ts';
import type { PlanQuestion } from '#core/run/run.ts';
import type { RunPlan } from '#core/run/view.ts';
import { datasetId } from '#core/source.ts';
import { formatTime } from '#core/time.ts';
import { lastRate } from '#server/store/runs.ts';
import type { WebWorld } from '../../../world.ts';
import { queryTimeout, rangeIn, sourceIn } from '../find.ts';
import { cutToPast } from './cut-to-past.ts';

/**
 * What a run over that range would find and have to do; nothing is kept.
 * @throws WeirError `invalid`, naming the field; of the source; `timeout`, `unavailable`
 */
export async function planRun(world: WebWorld, question: PlanQuestion, signal: AbortSignal): Promise<RunPlan> {
  const { created: _created, ...source } = sourceIn(world, question.source);
  const { range, notice } = cutToPast(rangeIn(question), Date.now() - world.env.lagMs);
  const planned = await world.producer.ask<PlannedRun>(
    'plan-run',
    { dataset: datasetId(source), source, ...range, windowMinutes: question.windowMinutes },
    { timeoutMs: queryTimeout, signal },
  );
  const rate = lastRate(world.store, source.id);
  return {
    ...planned,
    from: formatTime(range.from),
    to: formatTime(range.to),
    notice,
    secondsEstimate: planned.batches === 0 ? 0 : rate === null ? null : Math.ceil(planned.estimate / rate),
  };
}
