import { terminalTable } from '#core/export/terminal.ts';
import type { EventsPage } from '#core/jobs.ts';
import type { ArtefactMeta, Axis, Tile } from '#core/pivot/artefact.ts';
import { tidyHeader, tidyRows } from '#core/pivot/tidy.ts';
import { type Arguments, formatOf, questionOf, specOf, UsageError } from './arguments.ts';
import type { Client } from './client.ts';
import { printJson, write } from './print.ts';

/** Computes a pivot over stored events and prints its innermost cells. */
export async function pivotCommand(client: Client, options: Arguments['options']): Promise<void> {
  const format = formatOf(options, ['table', 'json']);
  const meta = await client.post<ArtefactMeta>('/pivots', { ...questionOf(options), spec: specOf(options) });
  const path = `/pivots/${meta.key}`;
  const [rows, columns] = await Promise.all([client.get<Axis>(`${path}/rows`), client.get<Axis>(`${path}/columns`)]);
  const tile = (row: number, column: number) => client.get<Tile>(`${path}/tiles/${row}/${column}`);
  const header = tidyHeader(meta);
  const lines = tidyRows(meta, rows, columns, tile);
  const cells: (string | number | null)[][] = [];
  for await (const { members, values } of lines) cells.push([...members, ...values]);
  if (format === 'json') {
    const total = (await tile(0, 0)).cells[0]?.[0] ?? meta.measures.map(() => null);
    const named = (values: readonly (string | number | null)[]) =>
      Object.fromEntries(values.map((value, index) => [header[index] ?? '', value]));
    printJson({
      artefact: meta.key,
      events: meta.events,
      inRange: meta.inRange,
      matchStates: meta.matchStates,
      map: meta.request.map && { name: meta.request.map.name, version: meta.request.map.version },
      total: Object.fromEntries(meta.measures.map(({ text }, index) => [text, total[index] ?? null])),
      rows: cells.map(named),
    });
    return;
  }
  await write(`${terminalTable(header, cells)}\n`);
}

const pageSize = 5000;

/** The columns that a terminal has room for. */
const shown = [
  'Datetime',
  'Action',
  'RuleID',
  'ClientIP',
  'ClientCountry',
  'ClientRequestMethod',
  'ClientRequestHost',
  'ClientRequestPath',
  'RayID',
];

/** Prints the stored events of a range. */
export async function eventsCommand(client: Client, options: Arguments['options']): Promise<void> {
  const format = formatOf(options, ['table', 'json', 'ndjson']);
  if (options.limit !== undefined && !/^\d+$/.test(options.limit)) throw new UsageError('--limit is a whole number.');
  const limit =
    options.limit === undefined ? (format === 'table' ? 50 : Number.POSITIVE_INFINITY) : Number(options.limit);
  const filters = specOf(options)?.filters ?? [];
  const all: Record<string, unknown>[] = [];
  let total = Number.POSITIVE_INFINITY;
  for (let offset = 0; offset < Math.min(limit, total); offset += pageSize) {
    const body = {
      ...questionOf(options),
      filters,
      offset,
      limit: Math.min(pageSize, limit - offset),
      count: offset === 0,
    };
    const page = await client.post<EventsPage>('/events', body);
    total = page.total ?? total;
    if (format === 'ndjson') for (const event of page.events) await write(`${JSON.stringify(event)}\n`);
    else all.push(...page.events);
  }
  if (format === 'json') printJson({ total, events: all });
  if (format !== 'table') return;
  const lines = all.map((event) => shown.map((name) => (event[name] === undefined ? null : String(event[name]))));
  await write(`${terminalTable(shown, lines)}\n${all.length} of ${total} events\n`);
}
