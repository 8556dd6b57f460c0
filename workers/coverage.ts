import { isWeirError } from '#core/errors.ts';
import type { Payload } from '#core/jobs.ts';
import { type Coverage, coverageOf, type SegmentsLacking } from '#core/run/coverage.ts';
import { listDataset } from '#server/lake/listing.ts';
import type { JobContext } from '#server/queue/worker.ts';
import { openSource } from '#server/sources/source.ts';
import type { World } from './world.ts';

/** What the dataset's folder holds of a range; of the source it looks at nothing but the listing of its files. */
export async function coverage(
  world: World,
  { dataset, source, from, to, settled }: Payload<'coverage'>,
  { signal }: JobContext,
): Promise<Coverage> {
  const files = await listDataset(world.folder.lake, dataset);
  const lacking = async (): Promise<SegmentsLacking | null> => {
    if (source.place.kind !== 'ndjson') return null;
    const opened = openSource(source.place, null, world.env.ndjsonRoots);
    try {
      return { keys: (await opened.plan({ from, to }, files, null, signal)).map(({ key }) => key) };
    } catch (error) {
      if (!isWeirError(error)) throw error;
      return { trouble: error.message };
    } finally {
      await opened.close();
    }
  };
  return coverageOf(files, { from, to }, settled, await lacking());
}
