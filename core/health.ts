import type { QueueName } from './jobs.ts';

/** What answers: `ok` when Redis, the store, and at least one worker on every queue do. */
export type Health = { ok: boolean; redis: boolean; store: boolean; queues: QueueHealth[] };

export type QueueHealth = { name: QueueName; workers: number; waiting: number; active: number };
