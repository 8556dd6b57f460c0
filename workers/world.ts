import type { DataFolder } from '#server/data-folder.ts';
import type { Env } from '#server/env.ts';
import type { Duck } from '#server/lake/duckdb.ts';
import type { Logger } from '#server/log.ts';
import type { Producer } from '#server/queue/producer.ts';
import type { Secrets } from '#server/secrets.ts';

/** What a worker process has at hand. */
export type World = { env: Env; folder: DataFolder; producer: Producer; secrets: Secrets; log: Logger };

/** A worker process that also computes. */
export type LakeWorld = World & { duck: Duck };
