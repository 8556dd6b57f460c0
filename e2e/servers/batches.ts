import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { windowKey } from '#core/lake-file.ts';
import { type BatchState, noCounts } from '#core/run/run.ts';
import { datasetId, type SourceRef } from '#core/source.ts';
import type { Range } from '#core/window.ts';
import { noteBatches, planBatches } from '#server/store/batches.ts';
import { openStore, transaction } from '#server/store/open.ts';
import { addRun, changeRun } from '#server/store/runs.ts';
import type { TestWeir } from './weir.ts';

/** Puts a run that has ended into a Weir's store, with these batches of one document each; `times` copies of it. */
export async function addBatches(
  weir: TestWeir,
  source: SourceRef,
  range: Range,
  windows: readonly (Range & { state: BatchState })[],
  times = 1,
): Promise<void> {
  const store = openStore(join(weir.dataDir, 'weir.db'));
  try {
    const spec = { rows: [], columns: [], values: ['count'], filters: [] };
    const dataset = datasetId(source);
    const run = addRun(store, {
      sourceId: source.id,
      dataset,
      range,
      notice: null,
      map: null,
      spec,
      windowMinutes: null,
    });
    const units = windows.map(
      ({ from, to }) => ({ kind: 'window', key: windowKey({ from, to }), from, to, estimate: 1 }) as const,
    );
    planBatches(store, run.id, units);
    const notes = units.map(({ key }, index) => {
      const state = windows[index]?.state ?? 'done';
      return { key, state, error: null, read: state === 'done' ? 1 : 0 };
    });
    noteBatches(store, run.id, notes);
    const [started, finished] = [run.created, run.created + 1000];
    changeRun(store, run.id, { state: 'partial', counts: noCounts, started, finished });
    store.exec(
      'CREATE TEMP TABLE r AS SELECT * FROM runs LIMIT 0; CREATE TEMP TABLE b AS SELECT * FROM batches LIMIT 0',
    );
    store.prepare('INSERT INTO r SELECT * FROM runs WHERE id = ?').run(run.id);
    store.prepare('INSERT INTO b SELECT * FROM batches WHERE run_id = ?').run(run.id);
    for (let copy = 1; copy < times; copy++) {
      // Sockets that the other side closed meanwhile are noticed between two copies.
      await setImmediate();
      transaction(store, () => {
        store.exec(`UPDATE r SET id = 'copy-${copy}'; UPDATE b SET run_id = 'copy-${copy}'`);
        store.exec('INSERT INTO runs SELECT * FROM r; INSERT INTO batches SELECT * FROM b');
      });
    }
  } finally {
    store.close();
  }
}
