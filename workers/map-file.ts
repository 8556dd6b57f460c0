import { join } from 'node:path';
import type { Payload } from '#core/jobs.ts';
import { writeMapFile } from '#server/lake/map-file.ts';
import type { JobContext } from '#server/queue/worker.ts';
import type { LakeWorld } from './world.ts';

/** Writes a version of a rule map as CSV where the asker will read it. */
export function mapFile(
  { duck, folder }: LakeWorld,
  { map, key, file }: Payload<'map-file'>,
  { signal }: JobContext,
): Promise<void> {
  const names = [key, ...map.columns];
  return writeMapFile(duck, join(folder.root, map.file), names, join(folder.root, file), signal);
}
