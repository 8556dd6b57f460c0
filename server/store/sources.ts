import { randomUUID } from 'node:crypto';
import { WeirError } from '#core/errors.ts';
import { type Place, place, type SourceRef } from '#core/source.ts';
import type { Store } from './open.ts';

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

/** Removes a source that nothing depends on. @throws WeirError `conflict` while runs of it are kept */
export function removeSource(store: Store, source: StoredSource): void {
  const { runs } = store.prepare('SELECT count(*) AS runs FROM runs WHERE source_id = ?').get(source.id) as {
    runs: number;
  };
  if (runs > 0) throw new WeirError('conflict', `"${source.name}" has ${runs} runs, so it stays.`, { field: 'source' });
  store.prepare('DELETE FROM sources WHERE id = ?').run(source.id);
}
