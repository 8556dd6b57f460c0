import { csvLine } from '#core/export/csv.ts';
import { terminalTable } from '#core/export/terminal.ts';
import type { EventsPage } from '#core/jobs.ts';
import type { ArtefactMeta, Axis, Tile } from '#core/pivot/artefact.ts';
import { tidyHeader, tidyRows } from '#core/pivot/tidy.ts';
import { type Arguments, formatOf, need, specOf, UsageError } from './arguments.ts';
import type { Client } from './client.ts';
import { printJson, write } from './print.ts';

const question = (options: Arguments['options']) => ({
  source: need(options, 'source'),
  from: need(options, 'from'),
  to: need(options, 'to'),
  map: options.map ?? null,
});

/** Computes a pivot over stored events and prints its innermost cells. */
export async function pivotCommand(client: Client, options: Arguments['options']): Promise<void> {
  const format = formatOf(options, ['table', 'csv', 'json']);
  const meta = await client.post<ArtefactMeta>('/pivots', { ...question(options), spec: specOf(options) });
  const path = `/pivots/${meta.key}`;
  const [rows, columns] = await Promise.all([client.get<Axis>(`${path}/rows`), client.get<Axis>(`${path}/columns`)]);
  const tile = (row: number, column: number) => client.get<Tile>(`${path}/tiles/${row}/${column}`);
  const header = tidyHeader(meta);
  const lines = tidyRows(meta, rows, columns, tile);
  if (format === 'csv') {
    await write(csvLine(header));
    for await (const { members, values } of lines) await write(csvLine([...members, ...values]));
    return;
  }
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

/** Prints the stored events of a range. */
export async function eventsCommand(client: Client, options: Arguments['options']): Promise<void> {
  const format = formatOf(options, ['table', 'csv', 'json', 'ndjson']);
  if (options.limit !== undefined && !/^\d+$/.test(options.limit)) throw new UsageError('--limit is a whole number.');
  const limit =
    options.limit === undefined ? (format === 'table' ? 50 : Number.POSITIVE_INFINITY) : Number(options.limit);
  const filters = specOf(options)?.filters ?? [];
  const all: Record<string, unknown>[] = [];
  let total = Number.POSITIVE_INFINITY;
  for (let offset = 0; offset < Math.min(limit, total); offset += pageSize) {
    const body = {
      ...question(options),
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
  if (format === 'ndjson' || format === 'json') return;
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
  const header = format === 'table' ? shown : [...new Set(all.flatMap((event) => Object.keys(event)))];
  const cell = (value: unknown) =>
    value === undefined || value === null
      ? null
      : typeof value === 'object'
        ? JSON.stringify(value)
        : (value as string | number);
  const lines = all.map((event) => header.map((name) => cell(event[name])));
  if (format === 'table') {
    const asText = lines.map((line) => line.map((value) => (value === null ? null : String(value))));
    await write(`${terminalTable(header, asText)}\n${all.length} of ${total} events\n`);
  } else await write([csvLine(header), ...lines.map(csvLine)].join(''));
}
