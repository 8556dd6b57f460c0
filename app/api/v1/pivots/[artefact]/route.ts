import { readArtefact } from '#server/artefacts/files.ts';
import { handle } from '../../handle.ts';

export const GET = handle<'artefact'>(({ params, world }) =>
  readArtefact(world.folder.artefacts, params.artefact, 'meta'),
);
