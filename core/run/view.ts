import type { ErrorBody } from '../errors.ts';
import type { PivotSpec } from '../pivot/spec.ts';
import type { BatchState, Counts, RunState, Unit } from './run.ts';

/** How fast a run goes (events/s since its start) and how many seconds are left at that rate; null while unknown. */
export type RunPace = { rate: number; secondsLeft: number | null };

/**
 * A run as the API shows it. Times are RFC 3339. `events`: stored events of the range; `expected`, `read`, `stored`,
 * `duplicates` and `rejected` are those of all windows or segments that the range needed, `outside` their events beyond
 * the range. `batches`: how many this run had to pull; `pulled` of about `estimate` documents, as far as is known
 * by now. `failedBatches`: the
 * first of them. `seconds`: since its start, or since it was taken up again. `stopping`: it was cancelled and has not ended.
 */
export type RunView = Counts &
  RunPace & {
    id: string;
    source: string;
    dataset: string;
    state: RunState;
    from: string;
    to: string;
    notice: string | null;
    map: { name: string; version: number } | null;
    spec: PivotSpec;
    windowMinutes: number | null;
    stopping: boolean;
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

/** A batch with the newest that is known of it. `read`: documents so far. */
export type BatchView = { key: string; unit: Unit; state: BatchState; error: ErrorBody | null; read: number };

/** A batch that changed since the last word of a run's progress. */
export type BatchChange = Pick<BatchView, 'key' | 'state' | 'read'>;

/** One word of a run's progress: `changed` are the batches that differ from the word before; all, in the first. */
export type RunWord = RunView & { changed: BatchChange[] };

/**
 * What a run would find and have to do. `from` and `to`: RFC 3339, after the cut that `notice` tells of. `stored`: events
 * of the files that touch the range, which may reach beyond it. `estimate`: events to pull in that many `batches`.
 * `secondsEstimate`: at the rate of the source's last runs, null without any.
 */
export type RunPlan = {
  stored: number;
  storedReachesBeyond: boolean;
  batches: number;
  estimate: number;
  from: string;
  to: string;
  notice: string | null;
  secondsEstimate: number | null;
};

/** What `GET /runs` answers: the latest of `total` runs. */
export type RunList = { runs: RunView[]; total: number };
