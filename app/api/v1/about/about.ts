import next from 'next/package.json';
import type { About, Version } from '#core/about.ts';
import { isWeirError } from '#core/errors.ts';
import type { WorkerVersions } from '#core/jobs.ts';
import { engineVersion } from '#core/pivot/artefact.ts';
import { formatTime } from '#core/time.ts';
import { schemaVersion } from '#server/store/open.ts';
import weir from '../../../../package.json';
import type { WebWorld } from '../../../world.ts';

/** How long a worker may take to say what it runs on, in ms. */
const patience = 2_000;

/** The versions of all parts; a part that is away has a sentence in place of its version. */
export async function aboutOf(world: WebWorld, signal: AbortSignal): Promise<About> {
  const [duckdb, redis] = await Promise.all([
    versionOf(async () => {
      const answer = await world.producer.ask<WorkerVersions>('versions', {}, { timeoutMs: patience, signal });
      return answer.duckdb;
    }),
    versionOf(() => world.producer.redisVersion()),
  ]);
  const uptime = process.uptime();
  return {
    weir: weir.version,
    node: process.versions.node,
    next: next.version,
    schema: schemaVersion(world.store),
    engine: engineVersion,
    duckdb,
    redis,
    started: formatTime(Math.round((Date.now() - uptime * 1000) / 1000) * 1000),
    uptime: Math.round(uptime),
  };
}

async function versionOf(ask: () => Promise<string>): Promise<Version> {
  try {
    return { version: await ask() };
  } catch (error) {
    if (!isWeirError(error)) throw error;
    if (error.code === 'timeout') return { away: 'No worker answers: it is busy, or not running.' };
    if (error.code === 'unavailable') return { away: 'Redis does not answer.' };
    throw error;
  }
}
