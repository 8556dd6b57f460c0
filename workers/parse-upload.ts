import { join } from 'node:path';
import type { MapPreview, ParsedMap, Payload } from '#core/jobs.ts';
import { compareMaps, mapRows } from '#server/lake/map-rows.ts';
import { parseRuleMap } from '#server/lake/rule-map.ts';
import type { JobContext } from '#server/queue/worker.ts';
import type { LakeWorld } from './world.ts';

/** How many rows a preview shows. */
const previewRows = 50;

/** Reads an uploaded CSV into the Parquet file that a version of a rule map is made of; a preview says more of it. */
export async function parseUpload(
  world: LakeWorld,
  { upload, file, keyColumn, preview }: Payload<'parse-upload'>,
  { signal }: JobContext,
): Promise<ParsedMap | MapPreview> {
  const { duck, folder } = world;
  const path = join(folder.root, file);
  const parsed = await parseRuleMap(duck, join(folder.root, upload), path, keyColumn, signal);
  if (!preview) return parsed;
  const { against } = preview;
  const page = { search: '', limit: previewRows, offset: 0 };
  const [{ rows: first }, compared] = await Promise.all([
    mapRows(duck, path, parsed.columns.length, page, signal),
    against === null
      ? null
      : compareMaps(
          duck,
          { path, columns: parsed.columns },
          { path: join(folder.root, against.file), map: against },
          signal,
        ),
  ]);
  return { ...parsed, first, compared };
}
