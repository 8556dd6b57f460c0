import { setTimeout as wait } from 'node:timers/promises';
import { errors } from '@elastic/elasticsearch';
import { isPassing } from './client.ts';

const attempts = 6;
const firstWait = 250;
const longestWait = 15_000;

/**
 * Asks again, up to six times, while the trouble is of the passing kind (429, 502–504, connection, timeout); waits grow
 * with full jitter, and a Retry-After of the server is honoured. The last error is thrown as it came.
 */
export async function withRetries<T>(ask: () => Promise<T>, signal: AbortSignal): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await ask();
    } catch (error) {
      if (signal.aborted || attempt === attempts || !isPassing(error)) throw error;
      const bound = Math.min(longestWait, firstWait * 2 ** attempt);
      await wait(Math.max(retryAfter(error), Math.random() * bound), undefined, { signal });
    }
  }
}

function retryAfter(error: unknown): number {
  if (!(error instanceof errors.ResponseError)) return 0;
  const seconds = Number(error.headers?.['retry-after']);
  return Number.isFinite(seconds) ? Math.min(seconds * 1000, 60_000) : 0;
}
