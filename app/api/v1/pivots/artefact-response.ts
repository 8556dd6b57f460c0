import { type ArtefactFile, streamArtefact } from '#server/artefacts/files.ts';
import type { WebWorld } from '../../../world.ts';

/** A part of an artefact as it lies on disk; it never changes, so browsers may keep it. */
export async function artefactResponse(world: WebWorld, key: string, file: ArtefactFile): Promise<Response> {
  const headers = { 'content-type': 'application/json', 'cache-control': 'private, max-age=31536000, immutable' };
  return new Response(await streamArtefact(world.folder.artefacts, key, file), { headers });
}
