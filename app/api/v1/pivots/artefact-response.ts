import { type ArtefactFile, streamArtefact } from '#server/artefacts/files.ts';
import type { WebWorld } from '../../../world.ts';

/** An artefact never changes, so browsers may keep it. */
export const forEver = { 'content-type': 'application/json', 'cache-control': 'private, max-age=31536000, immutable' };

/** A part of an artefact as it lies on disk. */
export async function artefactResponse(world: WebWorld, key: string, file: ArtefactFile): Promise<Response> {
  return new Response(await streamArtefact(world.folder.artefacts, key, file), { headers: forEver });
}
