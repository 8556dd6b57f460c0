import type { Payload } from '#core/jobs.ts';
import type { SourceReport } from '#core/source.ts';
import type { JobContext } from '#server/queue/worker.ts';
import { openSource } from '#server/sources/source.ts';
import type { World } from './world.ts';

/** Reaches a source and reports what is there. */
export async function testSource(
  world: World,
  { source: ref }: Payload<'test-source'>,
  { signal }: JobContext,
): Promise<SourceReport> {
  const source = openSource(
    ref.place,
    ref.sealed === undefined ? null : world.secrets.open(ref.sealed),
    world.env.ndjsonRoots,
  );
  try {
    return await source.test(signal);
  } finally {
    await source.close();
  }
}
