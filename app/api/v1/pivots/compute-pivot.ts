import type { z } from 'zod';
import type { pivotQuestion } from '#core/api.ts';
import type { PivotResult } from '#core/jobs.ts';
import type { ArtefactMeta } from '#core/pivot/artefact.ts';
import { checkSpec } from '#core/pivot/question.ts';
import { defaultSpec } from '#core/pivot/spec.ts';
import { datasetId } from '#core/source.ts';
import { readArtefact } from '#server/artefacts/files.ts';
import type { WebWorld } from '../../../world.ts';
import { mapIn, needEvents, queryTimeout, rangeIn, sourceIn } from '../find.ts';

/**
 * Has a worker compute a pivot over what is stored of a range.
 * @throws WeirError `invalid`, naming the field
 */
export async function computePivot(
  world: WebWorld,
  question: z.output<typeof pivotQuestion>,
  signal: AbortSignal,
): Promise<ArtefactMeta> {
  const source = sourceIn(world, question.source);
  const map = mapIn(world, question.map);
  const spec = question.spec ?? defaultSpec(map?.columns ?? null);
  checkSpec(spec, map);
  const request = { dataset: datasetId(source), ...rangeIn(question), map, spec };
  const { artefact, inRange } = await world.producer.ask<PivotResult>(
    'pivot',
    { request, runId: null },
    { timeoutMs: queryTimeout, signal },
  );
  needEvents(inRange);
  return readArtefact(world.folder.artefacts, artefact, 'meta');
}
