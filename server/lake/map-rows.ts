import type { MapComparison, MapRow, MapRows } from '#core/jobs.ts';
import type { MapRef } from '#core/pivot/artefact.ts';
import { type Duck, sqlText } from './duckdb.ts';

/** About how many characters of a row are shown at most; what is cut is whole in the file. */
const shownOfRow = 20_000;

/**
 * A page of the rows of a map's Parquet file (`path`) with `columns` columns, in the order of the uploaded file. `search`
 * is looked for in every cell, whatever its case; empty finds all.
 */
export async function mapRows(
  duck: Duck,
  path: string,
  columns: number,
  { search, limit, offset }: { search: string; limit: number; offset: number },
  signal: AbortSignal,
): Promise<MapRows> {
  const from = `read_parquet(${sqlText(path)})`;
  const cells = ['key', ...Array.from({ length: columns }, (_one, index) => `c${index}`)];
  const where = search === '' ? 'true' : `(${cells.map((cell) => `contains(lower(${cell}), lower($1))`).join(' OR ')})`;
  const bound = search === '' ? [] : [search];
  const most = Math.min(4_000, Math.max(40, Math.floor(shownOfRow / cells.length)));
  const shown = cells.map(
    (cell) => `CASE WHEN length(${cell}) > ${most} THEN ${cell}[:${most}] || '…' ELSE ${cell} END`,
  );
  return duck.use(async (connection) => {
    const counted = await connection.runAndReadAll(`SELECT count(*) FROM ${from} WHERE ${where}`, bound);
    const page = await connection.runAndReadAll(
      `SELECT line, ${shown.join(', ')} FROM ${from}
       WHERE line IN (SELECT line FROM ${from} WHERE ${where} ORDER BY line LIMIT ${limit} OFFSET ${offset}) ORDER BY line`,
      bound,
    );
    const rows = page.getRows().map(
      ([line, key, ...rest]): MapRow => ({
        line: Number(line),
        key: String(key),
        cells: rest.map((cell) => (cell === null ? '' : String(cell))),
      }),
    );
    return { total: Number(counted.getRows()[0]?.[0] ?? 0), rows };
  }, signal);
}

/** How the rows of a Parquet file (`path`, with the columns named) differ from those of a published version. */
export async function compareMaps(
  duck: Duck,
  { path, columns }: { path: string; columns: readonly string[] },
  before: { path: string; map: MapRef },
  signal: AbortSignal,
): Promise<MapComparison> {
  const pairs = columns.flatMap((name, index) => {
    const old = before.map.columns.indexOf(name);
    return old < 0 ? [] : [`n.c${index} IS DISTINCT FROM o.c${old}`];
  });
  const [added = 0, gone = 0, changed = 0] = await duck.use(async (connection) => {
    const result = await connection.runAndReadAll(
      `SELECT count(*) FILTER (o.key IS NULL), count(*) FILTER (n.key IS NULL),
         count(*) FILTER (o.key IS NOT NULL AND n.key IS NOT NULL AND (${['false', ...pairs].join(' OR ')}))
       FROM read_parquet(${sqlText(path)}) AS n FULL JOIN read_parquet(${sqlText(before.path)}) AS o ON n.key = o.key`,
    );
    return (result.getRows()[0] ?? []).map(Number);
  }, signal);
  return {
    version: before.map.version,
    added,
    gone,
    changed,
    columnsAdded: columns.filter((name) => !before.map.columns.includes(name)),
    columnsGone: before.map.columns.filter((name) => !columns.includes(name)),
  };
}
