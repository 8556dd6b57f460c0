/** Where app and workers meet: the names of the queues, and the payload and result of every job. */
import { z } from 'zod';
import { mapRef, pivotRequest } from './pivot/artefact.ts';
import { cellPath, filter } from './pivot/spec.ts';
import { unit } from './run/run.ts';
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
  /** queries: reaches the source and reports what is there. Returns SourceReport of core/source.ts. */
  'test-source': { queue: 'queries', payload: payload({ source: sourceRef }) },
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
export type Payload<Name extends JobName> = z.infer<(typeof jobs)[Name]['payload']>;

export type PivotResult = { artefact: string; events: number; inRange: number };
/** `total`: events that satisfy the filters; `inRange`: events of the range whatever the filters. */
export type EventsPage = { total: number; inRange: number; events: Record<string, unknown>[] };
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
