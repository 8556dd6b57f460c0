import type { ErrorBody } from '#core/errors.ts';
import { type BatchState, batchStates, type Unit, unit } from '#core/run/run.ts';
import type { Range } from '#core/window.ts';
import { type Store, transaction } from './open.ts';

/**
 * One unit of a run's plan, and the last that is known of it; the lake's folder says what is really done. `read`:
 * documents, 0 until it is done.
 */
export type StoredBatch = { key: string; unit: Unit; state: BatchState; error: ErrorBody | null; read: number };

type Row = { key: string; unit: string; state: string; error: string | null; read: number };

const fromRow = (row: Row): StoredBatch => ({
  key: row.key,
  unit: unit.parse(JSON.parse(row.unit)),
  state: row.state as BatchState,
  error: row.error === null ? null : (JSON.parse(row.error) as ErrorBody),
  read: row.read,
});

/** Keeps a run's plan. */
export function planBatches(store: Store, runId: string, units: readonly Unit[]): void {
  transaction(store, () => {
    const insert = store.prepare(
      `INSERT INTO batches (run_id, key, position, unit, state, estimate) VALUES (?, ?, ?, ?, 'waiting', ?) ON CONFLICT DO NOTHING`,
    );
    units.forEach((one, position) => {
      insert.run(runId, one.key, position, JSON.stringify(one), one.estimate);
    });
  });
}

/** A run's batches in the order of its plan. */
export function listBatches(store: Store, runId: string): StoredBatch[] {
  return (store.prepare('SELECT * FROM batches WHERE run_id = ? ORDER BY position').all(runId) as Row[]).map(fromRow);
}

/** Notes what became of batches. */
export function noteBatches(
  store: Store,
  runId: string,
  notes: readonly { key: string; state: BatchState; error: ErrorBody | null; read: number }[],
): void {
  if (notes.length === 0) return;
  transaction(store, () => {
    const update = store.prepare('UPDATE batches SET state = ?, error = ?, read = ? WHERE run_id = ? AND key = ?');
    for (const { key, state, error, read } of notes) {
      update.run(state, error && JSON.stringify(error), read, runId, key);
    }
  });
}

/** Forgets the batches of a run that are not done, so that they can be planned anew. */
export function dropUndone(store: Store, runId: string): void {
  store.prepare("DELETE FROM batches WHERE run_id = ? AND state <> 'done'").run(runId);
}

/** A batch without its unit: what is needed to add them up. `estimate` and `read`: documents. */
export type BatchCount = { key: string; state: BatchState; estimate: number; read: number };

/** The batches of a run, in no order. */
export function countBatches(store: Store, runId: string): BatchCount[] {
  return store
    .prepare('SELECT key, state, estimate, read FROM batches WHERE run_id = ?')
    .all(runId) as unknown as BatchCount[];
}

/** Batches by state, and their documents. */
export type BatchTotals = { states: Record<BatchState, number>; estimate: number; read: number };

export const noBatches = (): BatchTotals => ({
  states: Object.fromEntries(batchStates.map((state) => [state, 0])) as Record<BatchState, number>,
  estimate: 0,
  read: 0,
});

export function totalBatches(store: Store, runId: string): BatchTotals {
  const rows = store
    .prepare(
      `SELECT state, count(*) AS batches, sum(estimate) AS estimate, sum(read) AS read FROM batches
       WHERE run_id = ? GROUP BY state`,
    )
    .all(runId) as { state: BatchState; batches: number; estimate: number; read: number }[];
  const totals = noBatches();
  for (const { state, batches, estimate, read } of rows) {
    totals.states[state] = batches;
    totals.estimate += estimate;
    totals.read += read;
  }
  return totals;
}

/** The first failed batches of a run, in the order of its plan. */
export function failedBatches(store: Store, runId: string, limit: number): StoredBatch[] {
  const rows = store
    .prepare("SELECT * FROM batches WHERE run_id = ? AND state = 'failed' ORDER BY position LIMIT ?")
    .all(runId, limit) as Row[];
  return rows.map(fromRow);
}

/** Windows of a dataset that touch `range` and whose batch failed, in any of its runs. */
export function failedWindows(store: Store, dataset: string, range: Range): Range[] {
  return store
    .prepare(
      `SELECT DISTINCT json_extract(unit, '$.from') AS "from", json_extract(unit, '$.to') AS "to"
       FROM runs JOIN batches ON batches.run_id = runs.id
       WHERE dataset = ? AND range_from < ? AND range_to > ? AND batches.state = 'failed'
         AND json_extract(unit, '$.kind') = 'window'`,
    )
    .all(dataset, range.to, range.from) as Range[];
}
