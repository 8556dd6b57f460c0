import { Queue, QueueEvents } from 'bullmq';
import { Redis } from 'ioredis';
import { type ErrorBody, errorStatus, WeirError } from '#core/errors.ts';
import type { QueueHealth } from '#core/health.ts';
import { type JobName, jobs, type Payload, payloadVersion, type QueueName, queueNames } from '#core/jobs.ts';
import { dropKey, keptSeconds, keyPrefix } from './keys.ts';
import { type RunProgress, runProgress } from './progress.ts';

/** A payload without the version, which the producer adds. */
export type Body<Name extends JobName> = Omit<Payload<Name>, 'version'>;

/** Puts jobs on the queues. Made for processes that answer people: with Redis away every call fails at once. */
export type Producer = {
  progress: RunProgress;
  add<Name extends JobName>(name: Name, body: Body<Name>, options?: AddOptions): Promise<void>;
  /** Queues a job and waits for its result. @throws WeirError of the job, `timeout`, `cancelled`, or `unavailable` */
  ask<Result>(
    name: JobName,
    body: Body<JobName>,
    options: { timeoutMs: number; signal?: AbortSignal | undefined },
  ): Promise<Result>;
  /** Removes the jobs of a queue that wait and satisfy the test. */
  removeWaiting(queue: QueueName, test: (name: string, payload: unknown) => boolean): Promise<void>;
  health(): Promise<QueueHealth[]>;
  redisVersion(): Promise<string>;
  close(): Promise<void>;
};

export type AddOptions = { jobId?: string; attempts?: number; backoffMs?: number };

const away = (cause: unknown) =>
  new WeirError('unavailable', 'Redis cannot be reached, so nothing can be queued: start it and try again.', { cause });

/** Opens the queues of an installation; connects in the background. */
export function openProducer(redisUrl: string, installation: string): Producer {
  const prefix = keyPrefix(installation);
  const connection = new Redis(redisUrl, {
    enableOfflineQueue: false,
    maxRetriesPerRequest: 1,
    retryStrategy: (times) => Math.min(times * 100, 1000),
  });
  connection.on('error', () => undefined);
  const queues = new Map<QueueName, Queue>();
  for (const name of queueNames) {
    const queue = new Queue(name, { connection, prefix, skipVersionCheck: true });
    queue.on('error', () => undefined);
    queues.set(name, queue);
  }
  const listening = new Redis(redisUrl, { maxRetriesPerRequest: null });
  listening.on('error', () => undefined);
  const answers = new QueueEvents('queries', { connection: listening, prefix });
  answers.on('error', () => undefined);
  answers.setMaxListeners(0);

  const queueOf = (name: JobName) => queues.get(jobs[name].queue) as Queue;
  const guarded = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      if (connection.status !== 'ready') await ready(connection);
      return await work();
    } catch (error) {
      throw isRedisTrouble(error) ? away(error) : error;
    }
  };
  const addJob = (name: JobName, body: object, options: AddOptions = {}) =>
    guarded(() =>
      queueOf(name).add(
        name,
        { version: payloadVersion, ...body },
        {
          ...(options.jobId === undefined ? {} : { jobId: options.jobId }),
          attempts: options.attempts ?? 1,
          backoff: { type: 'exponential', delay: options.backoffMs ?? 1000, jitter: 0.5 },
          ...(options.jobId === undefined
            ? { removeOnComplete: kept, removeOnFail: kept }
            : { removeOnComplete: true, removeOnFail: true }),
        },
      ),
    );

  return {
    progress: runProgress(connection, prefix),
    async add(name, body, options) {
      await addJob(name, body, options);
    },
    async ask<Result>(
      name: JobName,
      body: object,
      { timeoutMs, signal }: { timeoutMs: number; signal?: AbortSignal | undefined },
    ) {
      await guarded(() => answers.waitUntilReady());
      const job = await addJob(name, body);
      const drop = () =>
        connection.set(dropKey(prefix, job.id ?? ''), '1', 'EX', keptSeconds).then(
          () => undefined,
          () => undefined,
        );
      const left = new Promise<never>((_resolve, reject) => {
        signal?.addEventListener('abort', () => reject(new WeirError('cancelled', 'The question was withdrawn.')), {
          once: true,
        });
      });
      left.catch(() => undefined);
      try {
        return (await Promise.race([job.waitUntilFinished(answers, timeoutMs), left])) as Result;
      } catch (error) {
        const failure = failureOf(error);
        if (failure) throw failure;
        await drop();
        if (error instanceof WeirError) throw error;
        if (/timed out/i.test(String(error))) {
          throw new WeirError(
            'timeout',
            `No answer within ${Math.round(timeoutMs / 1000)} s: no worker was free, or the question is too large.`,
            { cause: error },
          );
        }
        throw isRedisTrouble(error) ? away(error) : error;
      }
    },
    removeWaiting: (name, test) =>
      guarded(async () => {
        const queue = queues.get(name) as Queue;
        for (const job of await queue.getJobs(['waiting', 'delayed', 'prioritized'])) {
          if (job && test(job.name, job.data)) await job.remove().catch(() => undefined);
        }
      }),
    health: () =>
      guarded(() =>
        Promise.all(
          queueNames.map(async (name) => {
            const queue = queues.get(name) as Queue;
            const [workers, counts] = await Promise.all([
              queue.getWorkersCount(),
              queue.getJobCounts('waiting', 'active'),
            ]);
            return { name, workers, waiting: counts.waiting ?? 0, active: counts.active ?? 0 };
          }),
        ),
      ),
    redisVersion: () =>
      guarded(async () => /^redis_version:(.+?)\s*$/m.exec(await connection.info('server'))?.[1] ?? 'unknown'),
    async close() {
      await answers.close();
      for (const queue of queues.values()) await queue.close();
      connection.disconnect();
      listening.disconnect();
    },
  };
}

/** An answer must outlive the moment until its asker reads it; a job with an id of its own must be gone when it may be added again. */
const kept = { age: 300, count: 200 };

/** Waits for the first connection, but not for one that is away. */
function ready(connection: Redis): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => done(new Error('Connection is closed.')), 1000);
    const done = (error?: Error) => {
      clearTimeout(timer);
      connection.off('ready', done);
      connection.off('error', done);
      if (error) reject(error);
      else resolve();
    };
    connection.once('ready', done);
    connection.once('error', done);
  });
}

const failureMark = 'weir:';

/** A worker's error as the text that BullMQ keeps of it; read back by {@link failureOf}. */
export function failureText(body: ErrorBody): string {
  return failureMark + JSON.stringify(body);
}

function failureOf(error: unknown): WeirError | undefined {
  const text = error instanceof Error ? error.message : '';
  if (!text.startsWith(failureMark)) return undefined;
  const body = JSON.parse(text.slice(failureMark.length)) as ErrorBody;
  return body.code in errorStatus ? WeirError.fromBody(body) : undefined;
}

function isRedisTrouble(error: unknown): boolean {
  const code = (error as NodeJS.ErrnoException | null)?.code ?? '';
  const text = error instanceof Error ? `${error.name} ${error.message}` : '';
  return (
    /ECONN|EPIPE|ENOTFOUND|ETIMEDOUT/.test(code) ||
    /Connection is closed|MaxRetriesPerRequest|Stream isn't writeable|ECONNREFUSED|NOAUTH|LOADING/.test(text)
  );
}
