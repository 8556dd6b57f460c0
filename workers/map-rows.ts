import { join } from 'node:path';
import type { MapRows, Payload } from '#core/jobs.ts';
import { mapRows } from '#server/lake/map-rows.ts';
import type { JobContext } from '#server/queue/worker.ts';
import type { LakeWorld } from './world.ts';

/** A page of the rows of a rule map's version. */
export function listMapRows(
  { duck, folder }: LakeWorld,
  { map, ...page }: Payload<'map-rows'>,
  { signal }: JobContext,
): Promise<MapRows> {
  return mapRows(duck, join(folder.root, map.file), map.columns.length, page, signal);
}
