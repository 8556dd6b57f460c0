import type { z } from 'zod';
import type { coverageQuestion } from '#core/api.ts';
import { type Coverage, withFailed } from '#core/run/coverage.ts';
import { datasetId } from '#core/source.ts';
import { failedWindows } from '#server/store/batches.ts';
import type { WebWorld } from '../../../world.ts';
import { queryTimeout, rangeIn, sourceIn } from '../find.ts';
import { lastSettled } from '../runs/cut-to-past.ts';

/** What is stored of a range, and which of what lacks could not be pulled. @throws WeirError `invalid`, naming the field */
export async function findCoverage(
  world: WebWorld,
  question: z.output<typeof coverageQuestion>,
  signal: AbortSignal,
): Promise<Coverage> {
  const { created: _created, ...source } = sourceIn(world, question.source);
  const range = rangeIn(question);
  const dataset = datasetId(source);
  const coverage = await world.producer.ask<Coverage>(
    'coverage',
    { dataset, source, ...range, settled: lastSettled(Date.now() - world.env.lagMs) },
    { timeoutMs: queryTimeout, signal },
  );
  return withFailed(coverage, failedWindows(world.store, dataset, coverage));
}
