import { cellQuestion } from '#core/api.ts';
import type { EventsPage } from '#core/jobs.ts';
import { readArtefact } from '#server/artefacts/files.ts';
import { queryTimeout } from '../../../find.ts';
import { bodyOf, handle } from '../../../handle.ts';

export const POST = handle<'artefact'>(async ({ request, params, world }) => {
  const question = await bodyOf(request, cellQuestion);
  const { key } = await readArtefact(world.folder.artefacts, params.artefact, 'meta');
  return world.producer.ask<EventsPage>(
    'cell-events',
    { artefact: key, ...question },
    { timeoutMs: queryTimeout, signal: request.signal },
  );
});
