import { randomUUID } from 'node:crypto';
import type { ErrorBody } from '#core/errors.ts';
import { type MapRef, mapRef } from '#core/pivot/artefact.ts';
import { type PivotSpec, pivotSpec } from '#core/pivot/spec.ts';
import { type Counts, finalStates, noCounts, type RunState } from '#core/run/run.ts';
import { second } from '#core/time.ts';
import type { Range } from '#core/window.ts';
import { type BatchTotals, totalBatches } from './batches.ts';
import type { Store } from './open.ts';

/**
 * A run. Times are epoch ms, UTC; `events` are those of the range, `counts` those of all units that it needed.
 * `pulledBefore`: documents that its batches had read when it was retried. `batchTotals`: of a run that has ended.
 */
export type StoredRun = {
  id: string;
  sourceId: string;
  dataset: string;
  range: Range;
  notice: string | null;
  map: MapRef | null;
  spec: PivotSpec;
  windowMinutes: number | null;
  state: RunState;
  cancelRequested: boolean;
  error: ErrorBody | null;
  counts: Counts;
  pulledBefore: number;
  batchTotals: BatchTotals | null;
  events: number;
  artefact: string | null;
  created: number;
  started: number | null;
  finished: number | null;
};

type Row = {
  id: string;
  source_id: string;
  dataset: string;
  range_from: number;
  range_to: number;
  notice: string | null;
  map: string | null;
  spec: string;
  window_minutes: number | null;
  state: string;
  cancel_requested: number;
  error: string | null;
  counts: string;
  pulled_before: number;
  batch_totals: string | null;
  events: number;
  artefact: string | null;
  created: number;
  started: number | null;
  finished: number | null;
};

const fromRow = (row: Row): StoredRun => ({
  id: row.id,
  sourceId: row.source_id,
  dataset: row.dataset,
  range: { from: row.range_from, to: row.range_to },
  notice: row.notice,
  map: row.map === null ? null : mapRef.parse(JSON.parse(row.map)),
  spec: pivotSpec.parse(JSON.parse(row.spec)),
  windowMinutes: row.window_minutes,
  state: row.state as RunState,
  cancelRequested: row.cancel_requested === 1,
  error: row.error === null ? null : (JSON.parse(row.error) as ErrorBody),
  counts: JSON.parse(row.counts) as Counts,
  pulledBefore: row.pulled_before,
  batchTotals: row.batch_totals === null ? null : (JSON.parse(row.batch_totals) as BatchTotals),
  events: row.events,
  artefact: row.artefact,
  created: row.created,
  started: row.started,
  finished: row.finished,
});

export type NewRun = Pick<StoredRun, 'sourceId' | 'dataset' | 'range' | 'notice' | 'map' | 'spec' | 'windowMinutes'>;

export function addRun(store: Store, run: NewRun): StoredRun {
  const id = randomUUID();
  store
    .prepare(
      `INSERT INTO runs (id, source_id, dataset, range_from, range_to, notice, map, spec, window_minutes, state, counts, created)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 'queued', ?, ?)`,
    )
    .run(
      id,
      run.sourceId,
      run.dataset,
      run.range.from,
      run.range.to,
      run.notice,
      run.map && JSON.stringify(run.map),
      JSON.stringify(run.spec),
      run.windowMinutes,
      JSON.stringify(noCounts),
      Date.now(),
    );
  return findRun(store, id) as StoredRun;
}

export function findRun(store: Store, id: string): StoredRun | undefined {
  const row = store.prepare('SELECT * FROM runs WHERE id = ?').get(id) as Row | undefined;
  return row && fromRow(row);
}

/** Removes a run that could not be queued. */
export function dropRun(store: Store, id: string): void {
  store.prepare('DELETE FROM runs WHERE id = ?').run(id);
}

/** `states` null for any. */
export type RunsWanted = { sourceId: string | null; states: readonly RunState[] | null; limit: number };

/** The latest runs of that kind, newest first, and how many of the kind there are. */
export function listRuns(store: Store, wanted: RunsWanted): { runs: StoredRun[]; total: number } {
  const where = `WHERE (?1 IS NULL OR source_id = ?1) AND (?2 IS NULL OR state IN (SELECT value FROM json_each(?2)))`;
  const values = [wanted.sourceId, wanted.states && JSON.stringify(wanted.states)];
  const rows = store
    .prepare(`SELECT * FROM runs ${where} ORDER BY created DESC, id LIMIT ?3`)
    .all(...values, wanted.limit) as Row[];
  const { total } = store.prepare(`SELECT count(*) AS total FROM runs ${where}`).get(...values) as { total: number };
  return { runs: rows.map(fromRow), total };
}

/**
 * How many documents of its estimates a second the last runs of a source pulled, or null when none has ended that pulled
 * any.
 */
export function lastRate(store: Store, sourceId: string): number | null {
  const { pulled, spent } = store
    .prepare(
      `SELECT sum((read - pulled_before) * 1.0 * estimate / read) AS pulled, sum(spent) AS spent FROM (
         SELECT pulled_before, finished - started AS spent,
           (SELECT sum(estimate) FROM batches WHERE run_id = id AND batches.state = 'done') AS estimate,
           (SELECT sum(read) FROM batches WHERE run_id = id AND batches.state = 'done') AS read
         FROM runs WHERE source_id = ? AND finished > started ORDER BY finished DESC LIMIT 20
       ) WHERE read > pulled_before`,
    )
    .get(sourceId) as { pulled: number | null; spent: number | null };
  return pulled === null || spent === null ? null : (pulled * second) / spent;
}

/** The pivots that runs keep, by the key of their artefact. */
export function keptArtefacts(store: Store): Set<string> {
  const rows = store.prepare('SELECT DISTINCT artefact FROM runs WHERE artefact IS NOT NULL').all();
  return new Set((rows as { artefact: string }[]).map(({ artefact }) => artefact));
}

/** Runs that have not ended, oldest first. */
export function activeRuns(store: Store): StoredRun[] {
  const states = finalStates.map((state) => `'${state}'`).join(', ');
  return (store.prepare(`SELECT * FROM runs WHERE state NOT IN (${states}) ORDER BY created`).all() as Row[]).map(
    fromRow,
  );
}

export type RunChange = Partial<
  Pick<
    StoredRun,
    'state' | 'error' | 'counts' | 'pulledBefore' | 'events' | 'artefact' | 'started' | 'finished' | 'cancelRequested'
  >
>;

/** Changes what is given and leaves the rest. */
export function changeRun(store: Store, id: string, change: RunChange): void {
  const values: [string, string | number | null][] = [];
  if (change.state !== undefined) values.push(['state', change.state]);
  if (change.error !== undefined) values.push(['error', change.error && JSON.stringify(change.error)]);
  if (change.counts !== undefined) values.push(['counts', JSON.stringify(change.counts)]);
  if (change.pulledBefore !== undefined) values.push(['pulled_before', change.pulledBefore]);
  if (change.events !== undefined) values.push(['events', change.events]);
  if (change.artefact !== undefined) values.push(['artefact', change.artefact]);
  if (change.started !== undefined) values.push(['started', change.started]);
  if (change.finished !== undefined) {
    const totals = change.finished === null ? null : totalBatches(store, id);
    values.push(['finished', change.finished], ['batch_totals', totals && JSON.stringify(totals)]);
  }
  if (change.cancelRequested !== undefined) values.push(['cancel_requested', change.cancelRequested ? 1 : 0]);
  if (values.length === 0) return;
  store
    .prepare(`UPDATE runs SET ${values.map(([name]) => `${name} = ?`).join(', ')} WHERE id = ?`)
    .run(...values.map(([, value]) => value), id);
}
