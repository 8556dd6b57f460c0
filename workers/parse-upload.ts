import { join } from 'node:path';
import type { ParsedMap, Payload } from '#core/jobs.ts';
import { parseRuleMap } from '#server/lake/rule-map.ts';
import type { JobContext } from '#server/queue/worker.ts';
import type { LakeWorld } from './world.ts';

/** Reads an uploaded CSV into the Parquet file that a version of a rule map is made of. */
export async function parseUpload(
  world: LakeWorld,
  payload: Payload<'parse-upload'>,
  { signal }: JobContext,
): Promise<ParsedMap> {
  const { root } = world.folder;
  return parseRuleMap(world.duck, join(root, payload.upload), join(root, payload.file), payload.keyColumn, signal);
}
