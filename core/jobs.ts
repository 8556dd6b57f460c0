/** Where app and workers meet: the names of the queues, and the payload and result of every job. */
import { z } from 'zod';
import { mapRef, pivotRequest } from './pivot/artefact.ts';
import { cellPath, filter } from './pivot/spec.ts';
import { unit } from './run/run.ts';
import type { RunPlan } from './run/view.ts';
import { sourceRef } from './source.ts';

export const queueNames = ['control', 'batches', 'queries'] as const;
export type QueueName = (typeof queueNames)[number];

/** Raise it when a payload changes its meaning; a worker refuses a job of another version. */
export const payloadVersion = 1;

const payload = <Shape extends z.ZodRawShape>(shape: Shape) =>
  z.strictObject({ version: z.literal(payloadVersion), ...shape });

export const jobs = {
  /** control: looks at the folder and the store, plans, tops up the batches in flight, or finishes the run. */
  'advance-run': { queue: 'control', payload: payload({ runId: z.string() }) },
  /** batches: pulls one window or segment of a dataset into one file. */
  'pull-unit': {
    queue: 'batches',
    payload: payload({ runId: z.string(), dataset: z.string(), source: sourceRef, unit }),
  },
  /** queries: computes a pivot and stores its artefact; `runId` is the run that waits for it. Returns {@link PivotResult}. */
  pivot: { queue: 'queries', payload: payload({ request: pivotRequest, runId: z.string().nullable() }) },
  /** queries: a page of the events behind an artefact's cell, oldest first. Returns {@link EventsPage}. */
  'cell-events': {
    queue: 'queries',
    payload: payload({
      artefact: z.string(),
      cell: cellPath,
      limit: z.int().min(1).max(10_000),
      offset: z.int().min(0),
    }),
  },
  /** queries: a page of the events of a range, oldest first. Returns {@link EventsPage}. */
  events: {
    queue: 'queries',
    payload: payload({
      dataset: z.string(),
      from: z.number().int(),
      to: z.number().int(),
      map: mapRef.nullable(),
      filters: z.array(filter),
      limit: z.int().min(1).max(10_000),
      offset: z.int().min(0),
    }),
  },
  /** queries: the versions of what the workers run on. Returns {@link WorkerVersions}. */
  versions: { queue: 'queries', payload: payload({}) },
  /** queries: reaches the source and reports what is there. Returns SourceReport of core/source.ts. */
  'test-source': { queue: 'queries', payload: payload({ source: sourceRef }) },
  /** queries: plans a run over a range (epoch ms) without keeping it. Returns {@link PlannedRun}. */
  'plan-run': {
    queue: 'queries',
    payload: payload({
      dataset: z.string(),
      source: sourceRef,
      from: z.number().int(),
      to: z.number().int(),
      windowMinutes: z.int().nullable(),
    }),
  },
  /** queries: what is stored of a range, by names of files alone. Times are epoch ms. Returns Coverage of core/run/coverage.ts. */
  coverage: {
    queue: 'queries',
    payload: payload({
      dataset: z.string(),
      source: sourceRef,
      from: z.number().int(),
      to: z.number().int(),
      settled: z.number().int(),
    }),
  },
  /** queries: the first 100 lines that were rejected in the files of a range. Returns {@link RejectedLines}. */
  'rejected-lines': {
    queue: 'queries',
    payload: payload({ dataset: z.string(), from: z.number().int(), to: z.number().int() }),
  },
  /** queries: reads an uploaded CSV (`upload`: path relative to the data folder) into `file`. Returns {@link ParsedMap}. */
  'parse-upload': {
    queue: 'queries',
    payload: payload({ upload: z.string(), file: z.string(), keyColumn: z.string().nullable() }),
  },
} as const satisfies Record<string, { queue: QueueName; payload: z.ZodType }>;

export type JobName = keyof typeof jobs;
export type Payload<Name extends JobName> = z.infer<(typeof jobs)[Name]['payload']>;

export type PivotResult = { artefact: string; events: number; inRange: number };
export type PlannedRun = Pick<RunPlan, 'stored' | 'storedReachesBeyond' | 'batches' | 'estimate'>;
/** `total`: events that satisfy the filters; `inRange`: events of the range whatever the filters. */
export type EventsPage = { total: number; inRange: number; events: Record<string, unknown>[] };
export type WorkerVersions = { duckdb: string };
export type RejectedLine = { file: string; line: number; reason: string; text: string };
export type RejectedLines = { total: number; lines: RejectedLine[] };
/** `columns`: every column but the key, in file order; column i is stored as `c<i>`. `key` is the key column's name. */
export type ParsedMap = { key: string; columns: string[]; rows: number; delimiter: string; warnings: string[] };
