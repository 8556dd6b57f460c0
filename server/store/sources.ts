import { randomUUID } from 'node:crypto';
import { WeirError } from '#core/errors.ts';
import { finalStates } from '#core/run/run.ts';
import { datasetId, type Place, place, type SourceRef } from '#core/source.ts';
import { type Store, transaction } from './open.ts';

export type StoredSource = SourceRef & { created: number };

type Row = { id: string; name: string; place: string; sealed: string | null; created: number };

function fromRow(row: Row): StoredSource {
  return {
    id: row.id,
    name: row.name,
    place: place.parse(JSON.parse(row.place)),
    ...(row.sealed === null ? {} : { sealed: row.sealed }),
    created: row.created,
  };
}

/** Adds a source. @throws WeirError `conflict` when the name is taken */
export function addSource(store: Store, name: string, where: Place, sealed: string | null): StoredSource {
  if (findSource(store, name))
    throw new WeirError('conflict', `There is a source named "${name}" already.`, { field: 'name' });
  const row: Row = { id: randomUUID(), name, place: JSON.stringify(where), sealed, created: Date.now() };
  store
    .prepare('INSERT INTO sources (id, name, place, sealed, created) VALUES (?, ?, ?, ?, ?)')
    .run(row.id, row.name, row.place, row.sealed, row.created);
  return fromRow(row);
}

export function listSources(store: Store): StoredSource[] {
  return (store.prepare('SELECT * FROM sources ORDER BY name').all() as Row[]).map(fromRow);
}

/** The source of that id or name. */
export function findSource(store: Store, idOrName: string): StoredSource | undefined {
  const row = store.prepare('SELECT * FROM sources WHERE id = ?1 OR name = ?1').get(idOrName) as Row | undefined;
  return row && fromRow(row);
}

/**
 * Changes a source; `newDataset` says whether what is pulled from now on is another dataset.
 * @throws WeirError `conflict` when the name is taken, or while runs have not ended that pull the dataset it had
 */
export function changeSource(
  store: Store,
  source: StoredSource,
  change: { name: string; place: Place; sealed: string | null },
): { source: StoredSource; newDataset: boolean } {
  return transaction(store, () => {
    const namesake = findSource(store, change.name);
    if (namesake && namesake.id !== source.id)
      throw new WeirError('conflict', `There is a source named "${change.name}" already.`, { field: 'name' });
    const newDataset = datasetId(source) !== datasetId({ id: source.id, place: change.place });
    const running = newDataset ? runsUnderWay(store, source) : 0;
    if (running > 0) {
      const runs = running === 1 ? 'A run' : `${running} runs`;
      throw new WeirError(
        'conflict',
        `${runs} of "${source.name}" would be left without its dataset: wait for the end, or cancel, then change the place.`,
        { field: 'place' },
      );
    }
    store
      .prepare('UPDATE sources SET name = ?, place = ?, sealed = ? WHERE id = ?')
      .run(change.name, JSON.stringify(change.place), change.sealed, source.id);
    return { source: findSource(store, source.id) as StoredSource, newDataset };
  });
}

function runsUnderWay(store: Store, source: StoredSource): number {
  const states = finalStates.map((state) => `'${state}'`).join(', ');
  const { runs } = store
    .prepare(`SELECT count(*) AS runs FROM runs WHERE source_id = ? AND state NOT IN (${states})`)
    .get(source.id) as { runs: number };
  return runs;
}

/** Removes a source that nothing depends on. @throws WeirError `conflict` while runs of it are kept */
export function removeSource(store: Store, source: StoredSource): void {
  const { runs } = store.prepare('SELECT count(*) AS runs FROM runs WHERE source_id = ?').get(source.id) as {
    runs: number;
  };
  if (runs > 0)
    throw new WeirError('conflict', `"${source.name}" has ${runs === 1 ? 'a run' : `${runs} runs`}, so it stays.`, {
      field: 'source',
    });
  store.prepare('DELETE FROM sources WHERE id = ?').run(source.id);
}
