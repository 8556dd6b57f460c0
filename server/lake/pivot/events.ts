import { columns, extraColumn } from '#core/event.ts';
import type { EventsPage } from '#core/jobs.ts';
import type { Page } from '#core/pivot/engine.ts';
import { type DuckDBConnection, sqlName } from '../duckdb.ts';
import { type Bound, filesRelation, inRange, mapRelation, type Scope } from './event-sql.ts';

const jsonColumns = new Set<string>([
  ...columns.filter(({ kind }) => kind === 'json').map(({ name }) => name),
  extraColumn,
]);
/** The place in the files comes last, so that pages of events that are equal in all else neither repeat nor lose one. */
export const order = ['Datetime', 'RayID', 'RuleID', 'MatchIndex', 'Source', 'filename', 'file_row_number'];

/**
 * A page of the events that satisfy a condition, oldest first, each with the columns that it has: times as RFC 3339
 * with what fraction there is, JSON columns parsed, and under a map `match` and the row's cells as `map`.
 */
export async function pageOfEvents(
  connection: DuckDBConnection,
  scope: Scope,
  where: string,
  bound: Bound,
  page: Page,
): Promise<EventsPage> {
  const condition = `${inRange(scope)} AND ${where}`;
  const counted = await connection.runAndReadAll(
    `SELECT count(*) FILTER (${where}), count(*) FROM ${filesRelation(scope)} WHERE ${inRange(scope)}`,
    bound.values,
  );
  const list = columns.map(({ name, kind }) =>
    kind === 'time' ? `strftime(${sqlName(name)}, '%Y-%m-%dT%H:%M:%S.%f') AS ${sqlName(name)}` : sqlName(name),
  );
  const mapped = scope.map
    ? `, CASE WHEN coalesce(e."RuleID", '') = '' THEN 'no id' WHEN m.key IS NULL THEN 'unmatched' ELSE 'matched' END AS match${scope.map.columns
        .map((_label, index) => `, m.c${index}`)
        .join('')}`
    : '';
  const join = scope.map ? ` LEFT JOIN ${mapRelation(scope)} AS m ON m.key = e."RuleID" AND e."RuleID" <> ''` : '';
  const reader = await connection.runAndReadAll(
    `SELECT ${[...list, sqlName(extraColumn)].join(', ')}${mapped} FROM (
      SELECT * FROM ${filesRelation(scope, true)} WHERE ${condition} ORDER BY ${order.map(sqlName).join(', ')} LIMIT ${page.limit} OFFSET ${page.offset}) AS e${join}
    ORDER BY ${order.map((name) => `e.${sqlName(name)}`).join(', ')}`,
    bound.values,
  );
  const names = reader.columnNames();
  const events = reader.getRows().map((row) => {
    const event: Record<string, unknown> = {};
    const cells: Record<string, string> = {};
    row.forEach((value, index) => {
      const name = names[index] ?? '';
      if (value === null) return;
      const mapColumn = scope.map && /^c(\d+)$/.exec(name)?.[1];
      if (mapColumn) cells[scope.map?.columns[Number(mapColumn)] ?? name] = String(value);
      else event[name] = plainValue(name, value);
    });
    return event.match === 'matched' ? { ...event, map: cells } : event;
  });
  const [total = 0, ranged = 0] = (counted.getRows()[0] ?? []).map(Number);
  return { total, inRange: ranged, events };
}

function plainValue(name: string, value: unknown): unknown {
  if (name === 'Datetime') return `${String(value).replace(/\.?0+$/, '')}Z`;
  if (jsonColumns.has(name)) return parsedJson(String(value));
  if (typeof value !== 'bigint') return String(value);
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : String(value);
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
