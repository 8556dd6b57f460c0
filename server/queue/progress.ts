import type { Redis } from 'ioredis';
import type { ErrorBody } from '#core/errors.ts';
import type { PivotResult } from '#core/jobs.ts';
import type { BatchState } from '#core/run/run.ts';
import { cancelKey, keptSeconds, progressKey } from './keys.ts';

/** What a running batch says of itself. `read`: documents so far; `at`: epoch ms. */
export type BatchProgress = { state: BatchState; read: number; at: number; error?: ErrorBody; pivot?: PivotResult };

/** The live side of a run, in Redis: it may be lost at any time, since the folder says what is done. */
export type RunProgress = {
  set(runId: string, unitKey: string, progress: BatchProgress): Promise<void>;
  all(runId: string): Promise<Map<string, BatchProgress>>;
  /** Forgets what was said of a run, a wish to cancel it included. */
  restart(runId: string): Promise<void>;
  requestCancel(runId: string): Promise<void>;
  isCancelled(runId: string): Promise<boolean>;
};

export function runProgress(redis: Redis, prefix: string): RunProgress {
  return {
    async set(runId, unitKey, progress) {
      const key = progressKey(prefix, runId);
      await redis.multi().hset(key, unitKey, JSON.stringify(progress)).expire(key, keptSeconds).exec();
    },
    async all(runId) {
      const fields = await redis.hgetall(progressKey(prefix, runId));
      return new Map(Object.entries(fields).map(([key, text]) => [key, JSON.parse(text) as BatchProgress]));
    },
    async restart(runId) {
      await redis.del(progressKey(prefix, runId), cancelKey(prefix, runId));
    },
    async requestCancel(runId) {
      await redis.set(cancelKey(prefix, runId), '1', 'EX', keptSeconds);
    },
    async isCancelled(runId) {
      return (await redis.exists(cancelKey(prefix, runId))) === 1;
    },
  };
}
