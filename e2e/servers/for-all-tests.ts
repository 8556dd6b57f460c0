import type { TestProject } from 'vitest/node';
import { buildIfChanged } from '#scripts/build.ts';
import { missingForElasticsearch, startElasticsearch } from './elasticsearch.ts';
import { startRedis } from './redis.ts';

declare module 'vitest' {
  interface ProvidedContext {
    redisUrl: string;
    /** Null where no Elasticsearch can be started; its tests are skipped then. */
    elasticsearchUrl: string | null;
  }
}

/** One Redis and one Elasticsearch for all integration tests of a run. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const missing = missingForElasticsearch();
  if (missing && process.env.CI === 'true') throw new Error(`Elasticsearch cannot be tested here: ${missing}.`);
  if (missing) process.stderr.write(`The Elasticsearch tests are skipped: ${missing}.\n`);
  if (!buildIfChanged()) throw new Error('The web process could not be built.');
  const [redis, elasticsearch] = await Promise.all([startRedis(), missing ? null : startElasticsearch()]);
  project.provide('redisUrl', redis.url);
  project.provide('elasticsearchUrl', elasticsearch?.url ?? null);
  return async () => {
    await redis.stop();
    await elasticsearch?.stop();
  };
}
