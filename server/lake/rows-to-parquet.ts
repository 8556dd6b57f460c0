import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import type { ExportColumn, Rows } from '#core/export/rows.ts';
import { type Duck, sqlName, sqlText } from './duckdb.ts';

const least = -(2n ** 63n);
const most = 2n ** 63n - 1n;

/** Most cells in a row group. */
const groupCells = 4_000_000;

/**
 * Writes rows into a Parquet file with typed columns, by way of a file of lines beside it. Integers are BIGINT, and
 * DECIMAL(38, 0) in a column that has one beyond it; times are TIMESTAMP with zone.
 */
export async function rowsToParquet(
  duck: Duck,
  path: string,
  columns: readonly ExportColumn[],
  rows: Rows,
  signal: AbortSignal,
): Promise<void> {
  const lines = `${path}.lines`;
  const wide = new Set<number>();
  let longest = 0;
  async function* text() {
    for await (const some of rows) {
      yield some
        .map((row) => {
          const cells = row.map((cell, index) => {
            if (cell === null) return null;
            if (columns[index]?.kind === 'integer' && isWide(cell)) wide.add(index);
            return String(cell);
          });
          const line = `${JSON.stringify(cells)}\n`;
          longest = Math.max(longest, line.length);
          return line;
        })
        .join('');
    }
  }
  const type = ({ kind }: ExportColumn, index: number) => {
    if (kind === 'integer') return wide.has(index) ? 'DECIMAL(38, 0)' : 'BIGINT';
    return kind === 'number' ? 'DOUBLE' : kind === 'time' ? 'TIMESTAMPTZ' : 'VARCHAR';
  };
  try {
    await pipeline(text(), createWriteStream(lines), { signal }).catch((error) => {
      signal.throwIfAborted();
      throw error;
    });
    const list = columns.map(
      (column, index) => `cells[${index + 1}]::${type(column, index)} AS ${sqlName(column.name)}`,
    );
    const group = Math.max(2048, Math.min(122_880, Math.floor(groupCells / Math.max(1, columns.length))));
    await duck.use(
      (connection) =>
        connection.run(
          `COPY (SELECT ${list.join(', ')} FROM read_json(${sqlText(lines)}, format = 'newline_delimited', records = false, columns = {cells: 'VARCHAR[]'}, maximum_object_size = ${Math.max(1_048_576, longest * 4)}))
            TO ${sqlText(path)} (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE ${group})`,
        ),
      signal,
    );
  } finally {
    await rm(lines, { force: true });
  }
}

function isWide(cell: string | number | bigint): boolean {
  if (typeof cell === 'number') return false;
  const exact = BigInt(cell);
  return exact < least || exact > most;
}
