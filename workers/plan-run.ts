import type { Payload, PlannedRun } from '#core/jobs.ts';
import { storedIn } from '#core/run/coverage.ts';
import { roundOutward } from '#core/window.ts';
import { listDataset } from '#server/lake/listing.ts';
import type { JobContext } from '#server/queue/worker.ts';
import { openSource } from '#server/sources/source.ts';
import type { World } from './world.ts';

/** Plans a run as it would be planned now, and says what is in the plan. */
export async function planRun(
  world: World,
  { dataset, source: ref, from, to, windowMinutes }: Payload<'plan-run'>,
  { signal }: JobContext,
): Promise<PlannedRun> {
  const source = openSource(
    ref.place,
    ref.sealed === undefined ? null : world.secrets.open(ref.sealed),
    world.env.ndjsonRoots,
  );
  try {
    const files = await listDataset(world.folder.lake, dataset);
    const units = await source.plan({ from, to }, files, windowMinutes, signal);
    const { storedEvents, reachesBeyond } = storedIn(files, roundOutward({ from, to }));
    return {
      stored: storedEvents,
      storedReachesBeyond: reachesBeyond,
      batches: units.length,
      estimate: units.reduce((sum, { estimate }) => sum + estimate, 0),
    };
  } finally {
    await source.close();
  }
}
