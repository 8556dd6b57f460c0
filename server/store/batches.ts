import type { ErrorBody } from '#core/errors.ts';
import { type BatchState, type Unit, unit } from '#core/run/run.ts';
import { type Store, transaction } from './open.ts';

/** One unit of a run's plan, and the last that is known of it; the lake's folder says what is really done. */
export type StoredBatch = { key: string; unit: Unit; state: BatchState; error: ErrorBody | null };

type Row = { key: string; unit: string; state: string; error: string | null };

const fromRow = (row: Row): StoredBatch => ({
  key: row.key,
  unit: unit.parse(JSON.parse(row.unit)),
  state: row.state as BatchState,
  error: row.error === null ? null : (JSON.parse(row.error) as ErrorBody),
});

/** Keeps a run's plan. */
export function planBatches(store: Store, runId: string, units: readonly Unit[]): void {
  transaction(store, () => {
    const insert = store.prepare(
      `INSERT INTO batches (run_id, key, position, unit, state) VALUES (?, ?, ?, ?, 'waiting') ON CONFLICT DO NOTHING`,
    );
    units.forEach((one, position) => {
      insert.run(runId, one.key, position, JSON.stringify(one));
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
  notes: readonly { key: string; state: BatchState; error: ErrorBody | null }[],
): void {
  if (notes.length === 0) return;
  transaction(store, () => {
    const update = store.prepare('UPDATE batches SET state = ?, error = ? WHERE run_id = ? AND key = ?');
    for (const { key, state, error } of notes) update.run(state, error && JSON.stringify(error), runId, key);
  });
}

/** Forgets the batches of a run that are not done, so that they can be planned anew. */
export function dropUndone(store: Store, runId: string): void {
  store.prepare("DELETE FROM batches WHERE run_id = ? AND state <> 'done'").run(runId);
}
