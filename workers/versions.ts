import type { WorkerVersions } from '#core/jobs.ts';
import { duckdbVersion } from '#server/lake/duckdb.ts';
import type { LakeWorld } from './world.ts';

/** The versions of what the workers run on. */
export async function versions({ duck }: LakeWorld, signal: AbortSignal): Promise<WorkerVersions> {
  return { duckdb: await duckdbVersion(duck, signal) };
}
