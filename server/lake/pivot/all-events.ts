import { columns, extraColumn } from '#core/event.ts';
import { type Cell, type ExportColumn, type Rows, uniqueNames } from '#core/export/rows.ts';
import { type Duck, type DuckDBConnection, sqlName, sqlText } from '../duckdb.ts';
import { filesRelation, inRange, mapRelation } from './event-sql.ts';
import { orderBy } from './events.ts';
import type { Selection } from './selection.ts';

/**
 * All events of a selection, oldest first, as one reads them on from the other. `total`: how many; `inRange`: events of
 * the range whatever the filters.
 */
export type AllEvents = {
  columns: ExportColumn[];
  total: number;
  inRange: number;
  /** The events in portions: as much as DuckDB hands over at a time is in memory, not more. */
  rows(): Rows;
  /** Writes a Parquet file with typed columns; returns how many events it holds. */
  toParquet(path: string): Promise<number>;
};

/** Rows to a group of a Parquet file, as in the lake. */
const rowGroup = 30_720;

/** Gives `take` the events of a selection. */
export function readAllEvents<T>(
  duck: Duck,
  selection: Selection,
  take: (events: AllEvents) => Promise<T>,
  signal: AbortSignal,
): Promise<T> {
  return duck.use(async (connection) => {
    const reading = { fetching: Promise.resolve() as Promise<unknown>, over: false };
    try {
      return await take({
        ...(await countEvents(connection, selection)),
        columns: columnsOf(selection).map(({ name, kind }) => ({ name, kind })),
        rows: () => streamRows(connection, selection, reading, signal),
        toParquet: (path) => copyTo(connection, selection, path),
      });
    } finally {
      reading.over = true;
      await reading.fetching.catch(() => undefined);
    }
  }, signal);
}

async function countEvents(connection: DuckDBConnection, { scope, where, bound }: Selection) {
  const counted = await connection.runAndReadAll(
    `SELECT count(*) FILTER (${where}), count(*) FROM ${filesRelation(scope)} WHERE ${inRange(scope)}`,
    bound.values,
  );
  const [total = 0, ranged = 0] = (counted.getRows()[0] ?? []).map(Number);
  return { total, inRange: ranged };
}

/** `typed` is the column's expression over `e` (events) and `m` (the map), `shown` the same as a text where it is a time. */
type Selected = ExportColumn & { typed: string; shown: string };

function columnsOf({ scope }: Selection): Selected[] {
  const stored = columns.map(({ name, kind }): Selected => {
    const column = `e.${sqlName(name)}`;
    if (kind !== 'time') return { name, kind, typed: column, shown: column };
    return {
      name,
      kind,
      typed: `${column}::TIMESTAMPTZ`,
      shown: `regexp_replace(strftime(${column}, '%Y-%m-%dT%H:%M:%S.%f'), '\\.?0+$', '') || 'Z'`,
    };
  });
  const extra = `e.${sqlName(extraColumn)}`;
  const state = `CASE WHEN coalesce(e."RuleID", '') = '' THEN 'no id' WHEN m.key IS NULL THEN 'unmatched' ELSE 'matched' END`;
  const mapped = (scope.map?.columns ?? []).map(
    (label, index): Selected => ({ name: `map.${label}`, kind: 'text', typed: `m.c${index}`, shown: `m.c${index}` }),
  );
  const all: Selected[] = [
    ...stored,
    { name: extraColumn, kind: 'json', typed: extra, shown: extra },
    ...(scope.map ? [{ name: 'match', kind: 'text' as const, typed: state, shown: state }] : []),
    ...mapped,
  ];
  const names = uniqueNames(all.map(({ name }) => name));
  return all.map((column, index) => ({ ...column, name: names[index] ?? column.name }));
}

function statement({ scope, where }: Selection, list: string): string {
  const join = scope.map ? ` LEFT JOIN ${mapRelation(scope)} AS m ON m.key = e."RuleID" AND e."RuleID" <> ''` : '';
  return `SELECT ${list} FROM ${filesRelation(scope, true)} AS e${join}
    WHERE ${inRange(scope)} AND ${where} ORDER BY ${orderBy('oldest', 'e.')}`;
}

/**
 * A chunk is fetched only when the one before was taken; `reading` tells when none is under way any more. An event comes as
 * one JSON text, which takes a third of the time that reading its cells one by one takes.
 */
async function* streamRows(
  connection: DuckDBConnection,
  selection: Selection,
  reading: { fetching: Promise<unknown>; over: boolean },
  signal: AbortSignal,
): AsyncGenerator<Cell[][]> {
  const waitFor = <T>(work: Promise<T>): Promise<T> => {
    reading.fetching = work;
    return work;
  };
  const all = columnsOf(selection);
  const integers = all.flatMap(({ kind }, index) => (kind === 'integer' ? [index] : []));
  const list = `to_json([${all.map(({ shown }) => `${shown}::VARCHAR`).join(', ')}])::VARCHAR`;
  const result = await waitFor(connection.stream(statement(selection, list), selection.bound.values));
  while (!reading.over) {
    signal.throwIfAborted();
    const chunk = await waitFor(result.fetchChunk());
    if (!chunk || chunk.rowCount === 0) return;
    yield (chunk.getColumnValues(0) as string[]).map((line) => parsedRow(line, integers));
  }
}

function parsedRow(line: string, integers: readonly number[]): Cell[] {
  const row = JSON.parse(line) as Cell[];
  for (const index of integers) {
    const text = row[index];
    if (typeof text === 'string') row[index] = text.length > 15 ? BigInt(text) : Number(text);
  }
  return row;
}

async function copyTo(connection: DuckDBConnection, selection: Selection, path: string): Promise<number> {
  const list = columnsOf(selection).map(({ name, typed }) => `${typed} AS ${sqlName(name)}`);
  const result = await connection.runAndReadAll(
    `COPY (${statement(selection, list.join(', '))}) TO ${sqlText(path)} (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE ${rowGroup})`,
    selection.bound.values,
  );
  return Number(result.getRows()[0]?.[0] ?? 0);
}
