/** Where app and workers meet: the names of the queues, and the payload and result of every job. */
import { z } from 'zod';
import { mapRef, pivotRequest } from './pivot/artefact.ts';
import { cellPath, eventOrder, filter } from './pivot/spec.ts';
import { unit } from './run/run.ts';
import type { RunPlan } from './run/view.ts';
import { sourceRef } from './source.ts';

export const queueNames = ['control', 'batches', 'queries'] as const;
export type QueueName = (typeof queueNames)[number];

/** Raise it when a payload changes its meaning; a worker refuses a job of another version. */
export const payloadVersion = 1;

const payload = <Shape extends z.ZodRawShape>(shape: Shape) =>
  z.strictObject({ version: z.literal(payloadVersion), ...shape });

const eventPage = {
  limit: z.int().min(1).max(10_000),
  offset: z.int().min(0),
  order: eventOrder,
  count: z.boolean(),
};

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
  /** queries: a page of the events behind an artefact's cell. Returns {@link EventsPage}. */
  'cell-events': {
    queue: 'queries',
    payload: payload({
      artefact: z.string(),
      cell: cellPath,
      ...eventPage,
    }),
  },
  /** queries: a page of the events of a range. Returns {@link EventsPage}. */
  events: {
    queue: 'queries',
    payload: payload({
      dataset: z.string(),
      from: z.number().int(),
      to: z.number().int(),
      map: mapRef.nullable(),
      filters: z.array(filter),
      ...eventPage,
    }),
  },
  /** queries: the versions of what the workers run on. Returns {@link WorkerVersions}. */
  versions: { queue: 'queries', payload: payload({}) },
  /** queries: writes the file of an export; what was asked lies in the export's folder. */
  export: { queue: 'queries', payload: payload({ exportId: z.string() }) },
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
  /**
   * queries: reads an uploaded CSV (`upload`: path relative to the data folder) into `file`. Returns {@link ParsedMap};
   * with `preview`, {@link MapPreview}, compared with the version `against`.
   */
  'parse-upload': {
    queue: 'queries',
    payload: payload({
      upload: z.string(),
      file: z.string(),
      keyColumn: z.string().nullable(),
      preview: z.strictObject({ against: mapRef.nullable() }).optional(),
    }),
  },
  /** queries: a page of a version's rows. Returns {@link MapRows}. */
  'map-rows': {
    queue: 'queries',
    payload: payload({
      map: mapRef,
      search: z.string(),
      limit: z.int().min(1).max(1000),
      offset: z.int().min(0),
    }),
  },
  /** queries: writes a version as CSV to `file` (path relative to the data folder). Returns nothing. */
  'map-file': { queue: 'queries', payload: payload({ map: mapRef, key: z.string(), file: z.string() }) },
} as const satisfies Record<string, { queue: QueueName; payload: z.ZodType }>;

export type JobName = keyof typeof jobs;
/** The jobs of a queue. */
export type JobOn<Queue extends QueueName> = {
  [Name in JobName]: (typeof jobs)[Name]['queue'] extends Queue ? Name : never;
}[JobName];
export type Payload<Name extends JobName> = z.infer<(typeof jobs)[Name]['payload']>;

export type PivotResult = { artefact: string; events: number; inRange: number };
export type PlannedRun = Pick<RunPlan, 'stored' | 'storedReachesBeyond' | 'batches' | 'estimate'>;
export type StoredEvent = Record<string, unknown>;
/**
 * `total`: events that satisfy the filters; `inRange`: events of the range whatever the filters; both null when the asker
 * did not want them counted. An event has the columns that have a value: times RFC 3339, JSON columns parsed, and under a
 * map `match` and, when matched, the row's cells as `map`.
 */
export type EventsPage = { total: number | null; inRange: number | null; events: StoredEvent[] };
export type WorkerVersions = { duckdb: string };
export type RejectedLine = { file: string; line: number; reason: string; text: string };
export type RejectedLines = { total: number; lines: RejectedLine[] };
/** `columns`: every column but the key, in file order; column i is stored as `c<i>`. `key` is the key column's name. */
export type ParsedMap = { key: string; columns: string[]; rows: number; delimiter: string; warnings: string[] };
/** A row as it is shown: `cells` in the order of the columns, long ones cut; `line` is its line in the uploaded file. */
export type MapRow = { line: number; key: string; cells: string[] };
/** `total`: rows that hold the text that was searched for. */
export type MapRows = { total: number; rows: MapRow[] };
/** How a file differs from a version: ids that only it has, ids that it lacks, ids of which a cell of a column that both have differs. */
export type MapComparison = {
  version: number;
  added: number;
  gone: number;
  changed: number;
  columnsAdded: string[];
  columnsGone: string[];
};
export type MapPreview = ParsedMap & { first: MapRow[]; compared: MapComparison | null };
