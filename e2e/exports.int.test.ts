import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { DuckDBInstance } from '@duckdb/node-api';
import { parse } from 'csv-parse/sync';
import { readXlsx } from 'hucre/xlsx';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import type { ExportWhat } from '#core/api.ts';
import type { ExportFormat, ExportView } from '#core/export/export.ts';
import { lines, logpushEvent } from './servers/events.ts';
import { startWeir, type TestWeir } from './servers/weir.ts';

let weir: TestWeir;
const range = { from: '2026-01-31T00:00:00Z', to: '2026-02-02T00:00:00Z' };

/** What attackers write, and what a CSV makes of it where that is not the same. */
const hostile: [path: string, csv?: string][] = [
  [`=cmd|' /C calc'!A0`, `'=cmd|' /C calc'!A0`],
  ['+1+1', `'+1+1`],
  ['-2+3', `'-2+3`],
  ['@SUM(A1)', `'@SUM(A1)`],
  ['\t=1', `'\t'=1`],
  ['/a;=1+1', `/a;'=1+1`],
  ['/bidi\u202Etxt.exe'],
  ['/control\u0001\u001F\u007F'],
  ['/quote"and,comma'],
  ['/two\r\nlines\n'],
  [`/${'x'.repeat(40_000)}`],
  ['/_x0041_'],
  [' /space '],
  ['/😀'],
  ['-17'],
];

/** Beyond 2^53, so it must be written by hand. */
const largeAsn = '9007199254740993';

beforeAll(async () => {
  weir = await startWeir(inject('redisUrl'));
  const events = hostile.map(([path], index) =>
    logpushEvent(index, {
      ClientRequestPath: path,
      Datetime: `2026-01-31T08:00:${10 + index}.${index === 0 ? '123456' : '5'}Z`,
    }),
  );
  await prepare('hostile', lines(events).replace('"ClientASN":64500', `"ClientASN":${largeAsn}`));
  await prepare('many', lines(Array.from({ length: 120_000 }, (_one, index) => logpushEvent(index))));
  const map = 'RuleID,group,Action,match\n100000,first,map-action,map-match\n100001,=1+1,,\n';
  await weir.client.upload('/maps?name=rules', new Blob([map]));
});

afterAll(() => weir?.stop());

async function prepare(name: string, text: string): Promise<void> {
  mkdirSync(join(weir.incoming, name));
  writeFileSync(join(weir.incoming, name, 'events.ndjson'), text);
  await weir.client.post('/sources', {
    name,
    place: { kind: 'ndjson', path: join(weir.incoming, name), preset: 'raw-logpush' },
  });
  expect(await weir.run({ source: name, ...range })).toMatchObject({ state: 'complete' });
}

const start = (what: ExportWhat, format: ExportFormat) => weir.client.post<ExportView>('/exports', { what, format });
const look = (id: string) => weir.client.get<ExportView>(`/exports/${id}`);

async function until(id: string, test: (view: ExportView) => boolean): Promise<ExportView> {
  for (;;) {
    const view = await look(id);
    if (test(view)) return view;
    await wait(10);
  }
}

const ended = (id: string) => until(id, ({ state }) => state === 'done' || state === 'failed' || state === 'cancelled');

/** The finished file, and what the export says of itself. */
async function exported(what: ExportWhat, format: ExportFormat): Promise<{ view: ExportView; file: Buffer }> {
  const view = await ended((await start(what, format)).id);
  expect(view).toMatchObject({ state: 'done', error: null });
  const answer = await fetch(`${weir.url}/api/v1/exports/${view.id}/file`);
  expect(answer.headers.get('content-disposition')).toBe(`attachment; filename="${view.fileName}"`);
  expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
  const file = Buffer.from(await answer.arrayBuffer());
  expect(file.length).toBe(view.bytes);
  return { view, file };
}

type Line = Record<string, unknown>;

/** Reads a file back with another's reader: objects by the header's names, without what is null or empty. */
async function readBack(format: ExportFormat, file: Buffer): Promise<Line[]> {
  if (format === 'json') return JSON.parse(file.toString('utf8')) as Line[];
  if (format === 'csv') return (parse(file, { bom: true, columns: true }) as Line[]).map(filled);
  if (format === 'xlsx') {
    const { sheets } = await readXlsx(file);
    const [header = [], ...rows] = sheets[0]?.rows ?? [];
    return rows.map((row) => filled(Object.fromEntries(header.map((name, index) => [String(name), row[index]]))));
  }
  const path = join(weir.incoming, 'back.parquet');
  writeFileSync(path, file);
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  const reader = await connection.runAndReadAll(`SELECT * FROM '${path}'`);
  connection.closeSync();
  return reader.getRowObjects().map((row) => filled(row));
}

function filled(line: Line): Line {
  return Object.fromEntries(
    Object.entries(line).filter(([, value]) => value !== null && value !== '' && value !== undefined),
  );
}

const formats = ['csv', 'xlsx', 'json', 'parquet'] as const;
const events = (source: string, more: { map?: string; filters?: [] } = {}): ExportWhat => ({
  kind: 'events',
  source,
  ...range,
  ...more,
});

describe.each(formats)('events as %s', (format) => {
  test('are read back as they were stored, oldest first, with the columns of the map', async () => {
    const { view, file } = await exported(events('hostile', { map: 'rules' }), format);
    expect(view).toMatchObject({ rows: hostile.length, total: hostile.length });
    expect(view.fileName).toBe(`weir-events-hostile-20260131T0000Z-20260202T0000Z.${format}`);
    const back = await readBack(format, file);
    const paths = hostile.map(([path, csv]) => {
      if (format === 'csv') return csv ?? path;
      if (format !== 'xlsx') return path;
      return path.slice(0, 32_767).replaceAll('\u0001', '\uFFFD').replaceAll('\u001F', '\uFFFD');
    });
    expect(back.map(({ ClientRequestPath }) => ClientRequestPath)).toEqual(paths);
    if (format !== 'parquet') {
      expect(back.map(({ Datetime }) => Datetime)).toEqual(
        hostile.map((_one, index) => `2026-01-31T08:00:${10 + index}.${index === 0 ? '123456' : '5'}Z`),
      );
    }
    expect(String(back[0]?.ClientASN)).toBe(largeAsn);
    expect(typeof back[1]?.ClientASN).toBe(
      { csv: 'string', xlsx: 'number', json: 'number', parquet: 'bigint' }[format],
    );
    expect(back[0]).toMatchObject({
      Action: 'block',
      match: 'matched',
      'map.group': 'first',
      'map.Action': 'map-action',
      'map.match': 'map-match',
    });
    expect(back[1]).toMatchObject({ match: 'matched', 'map.group': format === 'csv' ? `'=1+1` : '=1+1' });
    expect(back[2]).toMatchObject({ match: 'unmatched' });
    expect(back[2]).not.toHaveProperty('map.group');
    expect(back[3]?.Metadata).toEqual(format === 'json' ? { n: 3 } : '{"n":3}');
  });

  test('say what was cut or changed, and only that', async () => {
    const { notes } = await ended((await start(events('hostile'), format)).id);
    const cut = {
      csv: ['apostrophe'],
      xlsx: ['1 cell was cut to 32,767 characters', 'Control characters were replaced by \uFFFD in 1 cell'],
      json: [],
      parquet: [],
    }[format];
    expect(notes).toEqual(cut.map((part) => expect.stringContaining(part)));
    const plain = { ...events('many'), to: '2026-01-31T08:01:00Z' } as ExportWhat;
    const { view, file } = await exported(plain, format);
    expect(view).toMatchObject({ rows: 60, notes: [] });
    expect(await readBack(format, file)).toHaveLength(60);
  });

  test("of a cell are as many as the cell's count", async () => {
    const spec = {
      rows: [{ field: 'ClientCountry' }],
      columns: [{ field: 'Action', top: { n: 1, by: 'count' } }],
      values: ['count'],
      filters: [],
    };
    const { key } = await weir.client.post<{ key: string }>('/pivots', {
      source: 'many',
      from: range.from,
      to: '2026-01-31T09:00:00Z',
      spec,
    });
    for (const cell of [
      { rows: [{ kind: 'value' as const, value: 'us' }], columns: [{ kind: 'value' as const, value: 'block' }] },
      { rows: [], columns: [{ kind: 'other' as const, value: null }] },
    ]) {
      const { total } = await weir.client.post<{ total: number }>(`/pivots/${key}/events`, { cell, limit: 1 });
      const { view, file } = await exported({ kind: 'cell-events', artefact: key, cell }, format);
      const back = await readBack(format, file);
      expect(total).toBeGreaterThan(0);
      expect([view.rows, back.length]).toEqual([total, total]);
    }
  });

  test('a table holds every subtotal and total, and its tidy form adds up to them', async () => {
    const spec = {
      rows: [{ field: 'map.group' }, { field: 'RuleID' }],
      columns: [{ field: 'Action' }],
      values: ['count', 'sum:ClientASN', 'avg:EdgeResponseStatus', 'max:Datetime'],
      filters: [],
    };
    const { key, rowCount } = await weir.client.post<{ key: string; rowCount: number }>('/pivots', {
      source: 'hostile',
      map: 'rules',
      ...range,
      spec,
    });
    const { view, file } = await exported({ kind: 'table', artefact: key }, format);
    const table = await readBack(format, file);
    expect([view.rows, view.total, table.length]).toEqual([rowCount, rowCount, rowCount]);
    const total = table.at(-1) as Line;
    expect(total).toMatchObject({ 'map.group': 'Total' });
    expect(Number(total['Total · events'])).toBe(hostile.length);
    expect(Number(total['Total · avg Edge status'])).toBe(403);
    const asns =
      BigInt(largeAsn) + hostile.slice(1).reduce((sum, _one, index) => sum + BigInt(64_500 + ((index + 1) % 7)), 0n);
    expect(String(total['Total · sum Client ASN'])).toBe(String(asns));
    expect(table[0]).not.toHaveProperty('RuleID');
    const tidy = await readBack(
      format,
      (await exported({ kind: 'table', artefact: key, layout: 'tidy' }, format)).file,
    );
    expect(tidy.reduce((sum, line) => sum + Number(line.count), 0)).toBe(hostile.length);
    expect(tidy.every((line) => 'RuleID' in line && 'Action' in line)).toBe(true);
  });
});

test('what cannot be exported is refused, or fails with a sentence', async () => {
  const artefact = '0'.repeat(32);
  await expect(start({ kind: 'table', artefact }, 'csv')).rejects.toMatchObject({ code: 'not_found' });
  await expect(start({ kind: 'cell-events', artefact, cell: { rows: [], columns: [] } }, 'csv')).rejects.toMatchObject({
    code: 'not_found',
  });
  await expect(start(events('nowhere'), 'csv')).rejects.toMatchObject({ code: 'invalid', field: 'source' });
  await expect(start(events('many'), 'doc' as 'csv')).rejects.toMatchObject({ code: 'invalid', field: 'format' });
  await expect(look(artefact)).rejects.toMatchObject({ code: 'not_found' });
  await expect(look('..%2Flake')).rejects.toMatchObject({ code: 'not_found' });
  const empty = await start(
    { ...events('many'), from: '2025-01-01T00:00:00Z', to: '2025-01-02T00:00:00Z' } as ExportWhat,
    'csv',
  );
  expect(await ended(empty.id)).toMatchObject({
    state: 'failed',
    error: { code: 'invalid', message: expect.stringContaining('No event of this range') },
  });
  await expect(weir.client.get(`/exports/${empty.id}/file`)).rejects.toMatchObject({ code: 'conflict' });
  const spec = { rows: [{ field: 'Action' }], columns: [], values: ['count'], filters: [] };
  const { key } = await weir.client.post<{ key: string }>('/pivots', { source: 'many', ...range, spec });
  const cell = { rows: [{ kind: 'value' as const, value: 'nothing' }], columns: [] };
  const none = await start({ kind: 'cell-events', artefact: key, cell }, 'csv');
  expect(await ended(none.id)).toMatchObject({ state: 'failed', error: { code: 'invalid' } });
});

const scratch = () => readdirSync(join(weir.dataDir, 'tmp')).filter((name) => name.startsWith('export@'));

test('a cancelled export leaves nothing, and questions are answered meanwhile', async () => {
  const first = await start(events('many'), 'xlsx');
  const second = await start(events('many'), 'parquet');
  await until(first.id, ({ state }) => state === 'running');
  const page = await weir.client.post<{ total: number }>('/events', { source: 'hostile', ...range, limit: 1 });
  expect(page.total).toBe(hostile.length);
  expect(await look(second.id)).toMatchObject({ state: 'waiting' });
  for (const { id } of [first, second]) {
    await weir.client.remove(`/exports/${id}`);
    expect(await look(id)).toMatchObject({ state: 'cancelled' });
  }
  await expect.poll(scratch, { timeout: 20_000 }).toEqual([]);
  expect(existsSync(join(weir.dataDir, 'exports', first.id, 'file'))).toBe(false);
  await weir.client.remove(`/exports/${first.id}`);
  await expect(look(first.id)).rejects.toMatchObject({ code: 'not_found' });
  expect(existsSync(join(weir.dataDir, 'exports', first.id))).toBe(false);
});

test('the command line brings the file, and removes the export', async () => {
  const before = readdirSync(join(weir.dataDir, 'exports')).length;
  const asked = ['--source', 'many', '--from', range.from, '--to', range.to];
  const out = join(weir.incoming, 'out.json');
  const made = await weir.weir(
    'export',
    'events',
    ...asked,
    '--filter',
    'Action=block',
    '--format',
    'json',
    '--out',
    out,
  );
  expect(made).toMatchObject({ code: 0, err: `40,000 rows in ${out}\n` });
  expect(JSON.parse(readFileSync(out, 'utf8'))).toHaveLength(40_000);
  const table = await weir.weir('export', 'pivot', ...asked, '--rows', 'Action', '--values', 'count');
  expect(table).toMatchObject({
    code: 0,
    out: '\uFEFFAction,events\r\nblock,40000\r\nlog,40000\r\nmanagedchallenge,40000\r\nTotal,120000\r\n',
  });
  expect(await weir.weir('export', 'events', ...asked, '--format', 'doc')).toMatchObject({ code: 2 });
  expect(readdirSync(join(weir.dataDir, 'exports'))).toHaveLength(before);
});

test('an export whose worker is killed is done again from the start', async () => {
  const { id } = await start(events('many'), 'csv');
  await until(id, ({ state }) => state === 'running');
  await weir.kill('queries');
  expect(existsSync(join(weir.dataDir, 'exports', id, 'file'))).toBe(false);
  await weir.start('queries');
  expect(await ended(id)).toMatchObject({ state: 'done', rows: 120_000, total: 120_000 });
  const text = readFileSync(join(weir.dataDir, 'exports', id, 'file'), 'utf8');
  expect(text.split('\r\n')).toHaveLength(120_000 + 2);
  expect(scratch()).toEqual([]);
});
