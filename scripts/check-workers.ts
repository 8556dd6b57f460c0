// Exits with 0 when Redis answers and every queue named has a worker: `node scripts/check-workers.ts batches queries`.
import { openDataFolder } from '#server/data-folder.ts';
import { readEnv } from '#server/env.ts';
import { openProducer } from '#server/queue/producer.ts';

const env = readEnv();
const producer = openProducer(env.redisUrl, openDataFolder(env.dataDir).installation);
const health = await producer.health().catch(() => []);
process.exit(
  process.argv.slice(2).every((name) => health.some((queue) => queue.name === name && queue.workers > 0)) ? 0 : 1,
);
