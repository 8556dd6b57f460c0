import { randomUUID } from 'node:crypto';
import type { ParsedMap } from '#core/jobs.ts';
import type { MapRef } from '#core/pivot/artefact.ts';
import type { MapVersion } from '#core/rule-map/version.ts';
import { type Store, transaction } from './open.ts';

type Row = {
  map_id: string;
  name: string;
  version: number;
  file: string;
  key_column: string;
  columns: string;
  row_count: number;
  delimiter: string;
  published: number;
};

const fromRow = (row: Row): MapVersion => ({
  mapId: row.map_id,
  name: row.name,
  version: row.version,
  file: row.file,
  columns: JSON.parse(row.columns) as string[],
  key: row.key_column,
  rows: row.row_count,
  delimiter: row.delimiter,
  published: row.published,
});

const select = 'SELECT v.*, m.name FROM rule_map_versions v JOIN rule_maps m ON m.id = v.map_id';

/**
 * Publishes the next version of a map, making the map when it is new. `place` puts the file where the given path
 * (relative to the data folder) says; it runs inside the transaction, so the version and its file appear together.
 */
export function publishMap(
  store: Store,
  name: string,
  parsed: ParsedMap,
  placeFile: (file: string) => void,
): MapVersion {
  return transaction(store, () => {
    const known = store.prepare('SELECT id FROM rule_maps WHERE name = ?').get(name) as { id: string } | undefined;
    const id = known?.id ?? randomUUID();
    if (!known) store.prepare('INSERT INTO rule_maps (id, name, created) VALUES (?, ?, ?)').run(id, name, Date.now());
    const { last } = store
      .prepare('SELECT coalesce(max(version), 0) AS last FROM rule_map_versions WHERE map_id = ?')
      .get(id) as { last: number };
    const version = last + 1;
    const file = `maps/${id}-${version}.parquet`;
    store
      .prepare(
        `INSERT INTO rule_map_versions (map_id, version, file, key_column, columns, row_count, delimiter, published)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
      )
      .run(id, version, file, parsed.key, JSON.stringify(parsed.columns), parsed.rows, parsed.delimiter, Date.now());
    placeFile(file);
    return fromRow(store.prepare(`${select} WHERE v.map_id = ? AND v.version = ?`).get(id, version) as Row);
  });
}

/** The newest version of every map, by name. */
export function listMaps(store: Store): MapVersion[] {
  const newest = `${select} WHERE v.version = (SELECT max(version) FROM rule_map_versions WHERE map_id = v.map_id) ORDER BY m.name`;
  return (store.prepare(newest).all() as Row[]).map(fromRow);
}

/** All versions of a map, newest first; empty when there is no such map. */
export function mapVersions(store: Store, name: string): MapVersion[] {
  return (store.prepare(`${select} WHERE m.name = ? ORDER BY v.version DESC`).all(name) as Row[]).map(fromRow);
}

/** The version that `name` or `name@version` means: without a number, the newest. */
export function findMap(store: Store, text: string): MapVersion | undefined {
  const [, name = text, version] = /^(.*)@(\d+)$/.exec(text) ?? [];
  const versions = mapVersions(store, name);
  return version === undefined ? versions[0] : versions.find((one) => one.version === Number(version));
}

/** What jobs carry of a version. */
export function refOf({ mapId, name, version, file, columns }: MapVersion): MapRef {
  return { mapId, name, version, file, columns };
}
