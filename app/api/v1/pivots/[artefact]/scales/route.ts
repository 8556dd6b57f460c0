import { handle } from '../../../handle.ts';
import { artefactResponse } from '../../artefact-response.ts';

export const GET = handle<'artefact'>(({ params, world }) => artefactResponse(world, params.artefact, 'scales'));
