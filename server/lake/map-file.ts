import { type Duck, sqlName, sqlText } from './duckdb.ts';

/**
 * Writes a map's Parquet file as CSV after RFC 4180: the key column (`names[0]`) first, the others in their order, cells
 * as they were uploaded.
 */
export async function writeMapFile(
  duck: Duck,
  path: string,
  names: readonly string[],
  csv: string,
  signal: AbortSignal,
): Promise<void> {
  const cells = names.map((name, index) => `${index === 0 ? 'key' : `c${index - 1}`} AS ${sqlName(name)}`);
  await duck.use(
    (connection) =>
      connection.run(
        `COPY (SELECT ${cells.join(', ')} FROM read_parquet(${sqlText(path)}) ORDER BY line)
          TO ${sqlText(csv)} (FORMAT csv, HEADER, DELIMITER ',', NULLSTR '', NEW_LINE '\\r\\n')`,
      ),
    signal,
  );
}
