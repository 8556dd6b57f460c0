import { DelayedError, UnrecoverableError, Worker } from 'bullmq';
import { Redis } from 'ioredis';
import { isWeirError, WeirError } from '#core/errors.ts';
import { type JobName, jobs, type QueueName } from '#core/jobs.ts';
import type { Logger } from '#server/log.ts';
import { dropKey, keyPrefix } from './keys.ts';
import { failureText } from './producer.ts';

/** What a processor may know of its job beside the payload. `attempt` counts from 1. */
export type JobContext = { signal: AbortSignal; attempt: number; lastAttempt: boolean; log: Logger };

export type Processor = (payload: never, context: JobContext) => Promise<unknown>;
export type Processors = Partial<Record<JobName, Processor>>;

export type RunningWorker = {
  /** Takes no new job, gives running ones `graceMs` to end, then abandons them: they are done again elsewhere. */
  close(graceMs: number): Promise<void>;
};

/** How soon a job that may not run now is looked at again, in ms. */
const laterBy = 1_000;

/** How often a query asks whether anybody still waits for it, in ms. */
const dropCheck = 500;

/** Errors that trying again cannot mend. */
export const finalCodes: ReadonlySet<string> = new Set([
  'invalid',
  'not_found',
  'conflict',
  'source_refused',
  'source_unusable',
  'segment_broken',
  'key_lost',
  'cancelled',
  'forbidden',
  'too_large',
  'out_of_resources',
]);

/**
 * Works off a queue until closed. Payloads are checked against their schema; a job that stalls is done again. `atMost`:
 * how many jobs of a name run at once here, where that is fewer than `concurrency`; the others wait, and hold nothing up.
 */
export function startWorker(options: {
  queue: QueueName;
  redisUrl: string;
  installation: string;
  concurrency: number;
  atMost?: Partial<Record<JobName, number>>;
  processors: Processors;
  log: Logger;
}): RunningWorker {
  const { queue, processors, log } = options;
  const prefix = keyPrefix(options.installation);
  const connection = new Redis(options.redisUrl, { maxRetriesPerRequest: null });
  connection.on('error', (error) => log.warn({ reason: error.message }, 'Redis cannot be reached'));
  const aborts = new Set<AbortController>();
  const running = new Map<string, number>();
  const worker = new Worker(
    queue,
    async (job, token) => {
      const name = job.name as JobName;
      const processor = processors[name] as ((payload: unknown, context: JobContext) => Promise<unknown>) | undefined;
      if (!processor)
        throw new UnrecoverableError(failureText(new WeirError('internal', `No worker here does "${name}".`).toBody()));
      const parsed = jobs[name].payload.safeParse(job.data);
      if (!parsed.success) {
        log.error({ job: name, issues: parsed.error.issues }, 'A job of another version was refused');
        throw new UnrecoverableError(
          failureText(
            new WeirError(
              'invalid',
              `The job "${name}" does not have the form that this version of Weir knows.`,
            ).toBody(),
          ),
        );
      }
      const already = running.get(name) ?? 0;
      if (already >= (options.atMost?.[name] ?? Number.POSITIVE_INFINITY)) {
        await job.moveToDelayed(Date.now() + laterBy, token);
        throw new DelayedError();
      }
      running.set(name, already + 1);
      const abort = new AbortController();
      aborts.add(abort);
      const watch = queue === 'queries' ? watchDrop(connection, dropKey(prefix, job.id ?? ''), abort) : undefined;
      const attempt = job.attemptsMade + 1;
      try {
        return await processor(parsed.data, {
          signal: abort.signal,
          attempt,
          lastAttempt: attempt >= (job.opts.attempts ?? 1),
          log,
        });
      } catch (error) {
        if (isWeirError(error)) {
          const text = failureText(error.toBody());
          log.warn({ job: name, code: error.code, reason: error.message, cause: causeOf(error) }, 'A job failed');
          throw finalCodes.has(error.code) ? new UnrecoverableError(text) : new Error(text);
        }
        if (abort.signal.aborted)
          throw new Error(failureText(new WeirError('cancelled', 'The work was abandoned.').toBody()));
        log.error({ job: name, err: error }, 'A job failed unexpectedly');
        throw new Error(
          failureText(
            new WeirError('internal', 'Something went wrong inside Weir: the log of the workers says what.').toBody(),
          ),
        );
      } finally {
        clearInterval(watch);
        aborts.delete(abort);
        running.set(name, (running.get(name) ?? 1) - 1);
      }
    },
    {
      connection,
      prefix,
      concurrency: options.concurrency,
      lockDuration: 15_000,
      stalledInterval: 5_000,
      maxStalledCount: 10,
    },
  );
  worker.on('error', (error) => log.warn({ reason: error.message }, 'The queue is in trouble'));
  return {
    async close(graceMs) {
      const closing = worker.close();
      const timer = setTimeout(() => {
        for (const abort of aborts) abort.abort();
      }, graceMs);
      await closing;
      clearTimeout(timer);
      connection.disconnect();
    },
  };
}

function causeOf(error: WeirError): string | undefined {
  return error.cause instanceof Error ? error.cause.message.slice(0, 500) : undefined;
}

function watchDrop(connection: Redis, key: string, abort: AbortController): NodeJS.Timeout {
  return setInterval(() => {
    connection.exists(key).then(
      (found) => {
        if (found === 1) abort.abort();
      },
      () => undefined,
    );
  }, dropCheck);
}
