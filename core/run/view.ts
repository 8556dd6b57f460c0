import type { ErrorBody } from '../errors.ts';
import type { PivotSpec } from '../pivot/spec.ts';
import type { BatchState, Counts, RunState, Unit } from './run.ts';

/**
 * A run as the API shows it. Times are RFC 3339. `events`: stored events of the range; `expected`, `read`, `stored`,
 * `duplicates` and `rejected` are those of all windows or segments that the range needed, `outside` their events beyond
 * the range. `batches`: how many this run had to pull; `pulled` of about `estimate` documents. `seconds`: since its start.
 */
export type RunView = Counts & {
  id: string;
  source: string;
  dataset: string;
  state: RunState;
  from: string;
  to: string;
  notice: string | null;
  map: { name: string; version: number } | null;
  spec: PivotSpec;
  events: number;
  outside: number;
  batches: number;
  batchStates: Record<BatchState, number>;
  failedBatches: { key: string; place: string; message: string }[];
  pulled: number;
  estimate: number;
  seconds: number;
  artefact: string | null;
  error: ErrorBody | null;
  created: string;
  started: string | null;
  finished: string | null;
};

/** How fast a run goes (events/s since its start) and how many seconds are left at that rate; null while unknown. */
export type RunPace = { rate: number; secondsLeft: number | null };

/** A batch with the newest that is known of it. `read`: documents so far. */
export type BatchView = { key: string; unit: Unit; state: BatchState; error: ErrorBody | null; read: number };
