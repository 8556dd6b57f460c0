import { columns, extraColumn } from '#core/event.ts';
import { contentHash } from '#core/hash.ts';
import type { EventsPage, StoredEvent } from '#core/jobs.ts';
import type { EventPage } from '#core/pivot/engine.ts';
import type { EventOrder } from '#core/pivot/spec.ts';
import { type DuckDBConnection, sqlName } from '../duckdb.ts';
import { Bound, filesRelation, filesWithin, mapRelation, type Scope, within } from './event-sql.ts';
import { pageSpan, readTimeline, type Span, type Timeline } from './timeline.ts';

const jsonColumns = new Set<string>([
  ...columns.filter(({ kind }) => kind === 'json').map(({ name }) => name),
  extraColumn,
]);

/** The place in the files comes last, so that pages of events that are equal in all else neither repeat nor lose one. */
const keys = [...['Datetime', 'RayID', 'RuleID', 'MatchIndex', 'Source'].map(sqlName), 'file_index', 'file_row_number'];
/** The ORDER BY list of numbered events; `of` qualifies its columns. */
export const orderBy = (order: EventOrder, of = '') =>
  keys.map((key) => of + (order === 'newest' ? `${key} DESC NULLS FIRST` : `${key} ASC NULLS LAST`)).join(', ');

/** A page that ends before this needs no timeline: the few first events are found while reading. */
const shortPage = 1_000;
/** A span of more events than this is cut into finer steps before its events are sorted. */
const mostSorted = 50_000;

/** The timelines of the latest questions: files never change, so what was counted once of them holds. */
export type TimelineCache = Map<string, Timeline>;
const mostCached = 32;

/**
 * A page of the events that satisfy a condition. A timeline of the whole says where in time the page lies; the events of
 * that short span are sorted by their keys alone, and then the page's own events are read by their places in the files.
 * `inRange` is what is known of the events in range, null when it has to be counted.
 */
export async function pageOfEvents(
  connection: DuckDBConnection,
  scope: Scope,
  where: string,
  bound: Bound,
  page: EventPage,
  inRange: number | null,
  cache: TimelineCache,
): Promise<EventsPage> {
  const whole: Span = { from: scope.range.from * 1000, to: scope.range.to * 1000 };
  const timelineOf = async (condition: string, values: Bound) => {
    const key = contentHash({ scope, condition, values: values.values.map(String) });
    const timeline = cache.get(key) ?? (await readTimeline(connection, scope, condition, values, whole));
    cache.delete(key);
    cache.set(key, timeline);
    for (const oldest of cache.keys()) if (cache.size > mostCached) cache.delete(oldest);
    return timeline;
  };
  const needed = page.count || page.offset + page.limit > shortPage;
  const timeline = needed ? await timelineOf(where, bound) : null;
  const total = page.count ? (timeline?.total ?? 0) : null;
  const ranged = page.count ? (inRange ?? (await timelineOf('true', new Bound())).total) : null;

  let found = timeline ? pageSpan(timeline, page) : { span: whole, skip: page.offset, events: 0 };
  while (found && found.events > mostSorted && found.events > 2 * page.limit) {
    const finer = pageSpan(await readTimeline(connection, scope, where, bound, found.span), {
      ...page,
      offset: found.skip,
    });
    if (!finer || finer.events === found.events) break;
    found = finer;
  }
  if (!found) return { total, inRange: ranged, events: [] };
  const places = await placesOf(connection, filesWithin(scope, found.span), where, bound, found, page);
  return { total, inRange: ranged, events: await eventsAt(connection, scope, places) };
}

/** Where an event is stored, and its time in µs. */
type Place = { file: string; row: number; at: number };

async function placesOf(
  connection: DuckDBConnection,
  scope: Scope,
  where: string,
  bound: Bound,
  { span, skip }: { span: Span; skip: number },
  { limit, order }: EventPage,
): Promise<Place[]> {
  const result = await connection.runAndReadAll(
    `SELECT file_index, file_row_number, epoch_us(${sqlName('Datetime')}) FROM ${filesRelation(scope, true)}
      WHERE ${within(span)} AND ${where} ORDER BY ${orderBy(order)} LIMIT ${limit} OFFSET ${skip}`,
    bound.values,
  );
  return result
    .getRows()
    .map(([file, row, at]) => ({ file: scope.files[Number(file)] ?? '', row: Number(row), at: Number(at) }));
}

async function eventsAt(connection: DuckDBConnection, all: Scope, places: readonly Place[]): Promise<StoredEvent[]> {
  if (places.length === 0) return [];
  const files = [...new Set(places.map(({ file }) => file))];
  const index = new Map(files.map((file, position) => [file, position]));
  const scope = { ...all, files };
  const times = places.map(({ at }) => at);
  const span = { from: times.reduce((a, b) => Math.min(a, b)), to: times.reduce((a, b) => Math.max(a, b)) + 1 };
  const list = columns.map(({ name, kind }) =>
    kind === 'time' ? `strftime(${sqlName(name)}, '%Y-%m-%dT%H:%M:%S.%f') AS ${sqlName(name)}` : sqlName(name),
  );
  const mapped = scope.map
    ? `, CASE WHEN coalesce(e."RuleID", '') = '' THEN 'no id' WHEN m.key IS NULL THEN 'unmatched' ELSE 'matched' END AS match${scope.map.columns
        .map((_label, position) => `, m.c${position}`)
        .join('')}`
    : '';
  const join = scope.map ? ` LEFT JOIN ${mapRelation(scope)} AS m ON m.key = e."RuleID" AND e."RuleID" <> ''` : '';
  const rows = places.map(({ file, row }, position) => `(${index.get(file)}, ${row}, ${position})`);
  const reader = await connection.runAndReadAll(
    `SELECT ${[...list, sqlName(extraColumn)].join(', ')}${mapped} FROM ${filesRelation(scope, true)} AS e
      JOIN (VALUES ${rows.join(', ')}) AS p(f, r, position) ON e.file_index = p.f AND e.file_row_number = p.r${join}
      WHERE ${within(span)} ORDER BY p.position`,
  );
  const names = reader.columnNames();
  return reader.getRows().map((row) => {
    const event: StoredEvent = {};
    const cells: Record<string, string> = {};
    row.forEach((value, position) => {
      const name = names[position] ?? '';
      if (value === null) return;
      const mapColumn = scope.map && /^c(\d+)$/.exec(name)?.[1];
      if (mapColumn) cells[scope.map?.columns[Number(mapColumn)] ?? name] = String(value);
      else event[name] = plainValue(name, value);
    });
    return event.match === 'matched' ? { ...event, map: cells } : event;
  });
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
