import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { presetMap } from '#core/field-map/presets.ts';
import { emptyShape } from '#core/field-map/shape.ts';
import type { ArtefactMeta, Axis, MapRef, RowScales, Scales } from '#core/pivot/artefact.ts';
import type { PivotEngine } from '#core/pivot/engine.ts';
import { addFilters, keepOnly, stepsTo } from '#core/pivot/narrow.ts';
import { checkSpec } from '#core/pivot/question.ts';
import { type PivotSpec, pivotSpec } from '#core/pivot/spec.ts';
import { pathOf } from '#core/pivot/tidy.ts';
import { readArtefact, readTile } from '#server/artefacts/files.ts';
import { type DataFolder, openDataFolder } from '#server/data-folder.ts';
import { type Duck, openDuck } from '../duckdb.ts';
import { storeBatch } from '../ingest.ts';
import { engineLimits, lakeEngine } from './engine.ts';
import { cellKey, type PlainEvent, type PlainMap, plainValue, referenceCells } from './testing/reference.ts';

let folder: DataFolder;
let duck: Duck;
let engines: PivotEngine[];
const signal = new AbortController().signal;
const firstPage = { limit: 1000, offset: 0, order: 'oldest', count: true } as const;

beforeAll(async () => {
  folder = openDataFolder(mkdtempSync(join(tmpdir(), 'weir-pivot-')));
  duck = await openDuck(folder, { memoryMb: 384, threads: 2 });
  engines = [lakeEngine(duck, folder), lakeEngine(duck, folder, { ...engineLimits, bitmapValues: 0, bitmapBytes: 0 })];
});

afterAll(() => {
  duck.close();
  rmSync(folder.root, { recursive: true, force: true });
});

const from = Date.UTC(2026, 2, 28, 20);
const to = from + 3 * 86_400_000;

const optional = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null, freq: 5 });
const event = fc.record({
  Datetime: fc.integer({ min: from - 3_600_000, max: to + 3_600_000 }),
  RayID: optional(
    fc.constantFrom('', '00000000000000aa', '00000000000000AA', 'aa', '0x1', 'ray-1', '00000000000000ab'),
  ),
  RuleID: optional(fc.constantFrom('', '1', '2', '3', '4', "x' OR 1=1", 'r6')),
  Action: optional(fc.constantFrom('', 'block', 'log', 'Other', '(missing)')),
  ClientIP: optional(fc.constantFrom('192.0.2.1', '192.0.2.2', '2001:db8::1', '192.0.2.3')),
  EdgeResponseStatus: optional(fc.constantFrom(200, 403, 503, -1)),
  ClientRequestHost: fc.constantFrom('a.example', 'b.example', 'c.example'),
});

const field = fc.constantFrom(
  ...['Action', 'RuleID', 'ClientIP', 'EdgeResponseStatus', 'ClientRequestHost', 'map.group', 'map.severity', 'match'],
  ...[
    'Datetime:1h',
    'Datetime:1d',
    'Datetime:1w',
    'Datetime:1h@Europe/Berlin',
    'Datetime:1d@Europe/Berlin',
    'Datetime:6h@Asia/Kolkata',
    'Datetime:15m@America/St_Johns',
  ],
);
const measure = fc.constantFrom(
  'count',
  'requests',
  'distinct:ClientIP',
  'distinct:map.group',
  'distinct:RayID',
  'sum:EdgeResponseStatus',
  'avg:EdgeResponseStatus',
  'min:EdgeResponseStatus',
  'max:EdgeResponseStatus',
);
const dimension = fc.record(
  {
    field,
    top: fc.record({
      n: fc.integer({ min: 1, max: 3 }),
      by: fc.constantFrom('count', 'requests', 'distinct:ClientIP', 'distinct:map.severity'),
    }),
  },
  { requiredKeys: ['field'] },
);
const filter = fc.constantFrom(
  { field: 'Action', op: 'is', values: ['block', 'log'] },
  { field: 'Action', op: 'is-not', values: ['block'] },
  { field: 'map.group', op: 'is', values: ['g1'] },
  { field: 'match', op: 'is', values: ['unmatched'] },
  { field: 'EdgeResponseStatus', op: 'at-least', values: ['403'] },
  { field: 'RuleID', op: 'contains', values: ["' OR"] },
  { field: 'ClientIP', op: 'missing', values: [] },
);
const spec = fc.record({
  rows: fc.array(dimension, { maxLength: 3 }),
  columns: fc.array(dimension, { maxLength: 2 }),
  values: fc.uniqueArray(measure, { minLength: 1, maxLength: 4 }),
  filters: fc.array(filter, { maxLength: 1 }),
});

const map: PlainMap = new Map([
  ['1', ['g1', 'high']],
  ['2', ['g1', '']],
  ['3', ['g2', 'low']],
  ["x' OR 1=1", ['', 'low']],
]);
const mapRef: MapRef = { mapId: 'm', name: 'm', version: 1, file: 'maps/m.parquet', columns: ['group', 'severity'] };

async function storeMap(): Promise<void> {
  const rows = [...map].map(([key, [group, severity]], line) => ({ key, c0: group, c1: severity, line }));
  const path = join(folder.tmp, 'map.ndjson');
  writeFileSync(path, rows.map((row) => JSON.stringify(row)).join('\n'));
  await duck.use((connection) =>
    connection.run(`COPY (SELECT * FROM read_json('${path}')) TO '${folder.maps}/m.parquet' (FORMAT parquet)`),
  );
}

async function store(dataset: string, events: readonly PlainEvent[], part = 0): Promise<void> {
  const path = join(folder.tmp, 'events.ndjson');
  const json = (one: PlainEvent) =>
    JSON.stringify({ ...one, Datetime: new Date(one.Datetime).toISOString(), Source: String(Math.random()) });
  writeFileSync(path, events.map((one) => `${json(one)}\n`).join(''));
  mkdirSync(join(folder.lake, dataset), { recursive: true });
  const fieldMap = presetMap('raw-logpush');
  const batch = {
    path,
    lines: events.length,
    expected: events.length,
    suspect: false,
    map: fieldMap,
    shape: emptyShape(fieldMap),
    firstLine: async () => 1,
    origin: {},
  };
  await storeBatch(
    duck,
    folder.lake,
    folder.tmp,
    batch,
    {
      dataset,
      kind: 'segment',
      key: String(part).repeat(32),
      print: '00000000',
      generation: 1,
      final: true,
      range: null,
    },
    signal,
  );
}

const holds: Record<string, (one: PlainEvent) => boolean> = {
  'Action is': (one) => one.Action === 'block' || one.Action === 'log',
  'Action is-not': (one) => one.Action !== 'block',
  'map.group is': (one) => map.get(String(one.RuleID))?.[0] === 'g1',
  'match is': (one) => one.RuleID !== null && one.RuleID !== '' && !map.has(String(one.RuleID)),
  'EdgeResponseStatus at-least': (one) => Number(one.EdgeResponseStatus ?? -9) >= 403,
  'RuleID contains': (one) => String(one.RuleID).includes("' OR"),
  'ClientIP missing': (one) => one.ClientIP === null,
};

async function compare(
  engine: PivotEngine,
  dataset: string,
  asked: PivotSpec,
  events: readonly PlainEvent[],
): Promise<void> {
  const question = checkSpec(asked, mapRef);
  const counted = events.filter(
    (one) =>
      one.Datetime >= from &&
      one.Datetime < to &&
      asked.filters.every(({ field: name, op }) => holds[`${name} ${op}`]?.(one)),
  );
  const expected = referenceCells(question, counted, map);
  rmSync(folder.artefacts, { recursive: true });
  mkdirSync(folder.artefacts);
  const meta = await engine.compute({ dataset, from, to, map: mapRef, spec: asked }, signal);
  expect(meta.events).toBe(counted.length);
  expect(meta.inRange).toBe(events.filter((one) => one.Datetime >= from && one.Datetime < to).length);
  const [rows, columns] = [
    await readArtefact(folder.artefacts, meta.key, 'rows'),
    await readArtefact(folder.artefacts, meta.key, 'columns'),
  ];
  const tile = await readTile(folder.artefacts, meta.key, 0, 0);
  const seen = new Set<string>();
  let sampled = 0;
  for (let row = 0; row < Math.min(rows.length, meta.tileRows); row++) {
    for (let column = 0; column < Math.min(columns.length, meta.tileColumns); column++) {
      const values = tile.cells[row]?.[column];
      const path = { rows: pathOf(rows, row), columns: pathOf(columns, column) };
      const key = cellKey(path.rows, path.columns);
      const inside = expected.get(key);
      if (!values) {
        expect(inside, key).toBeUndefined();
        continue;
      }
      seen.add(key);
      const wanted = question.measures.map((one) => plainValue(one, inside ?? [], map));
      values.forEach((value, index) => {
        if (typeof wanted[index] === 'number')
          expect(Number(value), `${key} ${asked.values[index]}`).toBeCloseTo(wanted[index], 6);
        else expect(value, `${key} ${asked.values[index]}`).toBe(wanted[index] ?? null);
      });
      if (sampled++ % 7 === 0) {
        const page = await engine.cellEvents(meta.key, path, firstPage, signal);
        expect(page.total, key).toBe(inside?.length);
        expect(page.events).toHaveLength(inside?.length ?? 0);
      } else if (sampled % 7 === 3) {
        const kept = await keptTotal(engine, meta, rows, columns, row, column);
        if (kept !== undefined) expect(kept, key).toBe(inside?.length);
      }
    }
  }
  if (rows.length <= meta.tileRows && columns.length <= meta.tileColumns && counted.length > 0)
    expect(seen.size).toBe(expected.size);
}

/** How many events are left when only those of a cell are kept, by filters and range. */
async function keptTotal(
  engine: PivotEngine,
  { request }: ArtefactMeta,
  rows: Axis,
  columns: Axis,
  row: number,
  column: number,
): Promise<number | null | undefined> {
  const kept = keepOnly([
    ...stepsTo(rows, row, request.spec.rows, mapRef),
    ...stepsTo(columns, column, request.spec.columns, mapRef),
  ]);
  if (kept === null) return undefined;
  const range = {
    from: Math.max(request.from, kept.range?.from ?? request.from),
    to: Math.min(request.to, kept.range?.to ?? request.to),
  };
  const filters = addFilters(request.spec.filters, kept.filters);
  const asked = { ...request, ...range, spec: pivotSpec.parse({ filters }) };
  return (await engine.listEvents(asked, { limit: 1, offset: 0, order: 'oldest', count: true }, signal)).total;
}

test('every cell of random pivots equals the plain computation, and opens into and keeps as many events', async () => {
  await storeMap();
  let number = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(event, { minLength: 1, maxLength: 60 }),
      fc.array(spec, { minLength: 2, maxLength: 4 }),
      async (events, specs) => {
        const dataset = `d${number++}`;
        // In three files by time: the middle one lies in the range whole, the others may reach beyond it.
        const inOrder = (events as PlainEvent[]).toSorted((a, b) => Number(a.Datetime) - Number(b.Datetime));
        const third = Math.ceil(inOrder.length / 3);
        for (const part of [0, 1, 2]) {
          const some = inOrder.slice(part * third, (part + 1) * third);
          if (some.length > 0) await store(dataset, some, part);
        }
        for (const [index, one] of specs.entries())
          await compare(engines[index % 2] as PivotEngine, dataset, pivotSpec.parse(one), events as PlainEvent[]);
      },
    ),
    { seed: 20260131, numRuns: 60, endOnFailure: true },
  );
});

test('an empty dataset has a pivot of nothing', async () => {
  const meta = await (engines[0] as PivotEngine).compute(
    { dataset: 'none', from, to, map: null, spec: pivotSpec.parse({ rows: [{ field: 'Action' }] }) },
    signal,
  );
  expect(meta).toMatchObject({ events: 0, inRange: 0, rowCount: 1 });
});

test('a name that is no column is refused, whatever it holds', async () => {
  const askFor = (name: string) =>
    (engines[0] as PivotEngine).compute(
      { dataset: 'none', from, to, map: null, spec: pivotSpec.parse({ rows: [{ field: name }] }) },
      signal,
    );
  for (const name of [
    '"; DROP TABLE raw; --',
    'action',
    'Datetime:2h',
    'Datetime:1h@Mars/Base',
    'map.group',
    'Extra',
  ]) {
    await expect(askFor(name)).rejects.toMatchObject({ code: 'invalid', field: 'rows[0].field' });
  }
});

const plain = (more: Partial<PlainEvent>[]): PlainEvent[] =>
  more.map(
    (one) =>
      ({
        Datetime: from,
        RayID: null,
        RuleID: '1',
        Action: 'block',
        ClientIP: null,
        EdgeResponseStatus: null,
        ClientRequestHost: 'a.example',
        ...one,
      }) as PlainEvent,
  );

const ask = (dataset: string, given: object, range = { from, to }) =>
  (engines[0] as PivotEngine).compute({ dataset, ...range, map: mapRef, spec: pivotSpec.parse(given) }, signal);

test('the match state is asked for by its names alone', async () => {
  for (const [op, value, where] of [
    ['is', 'umatched', 'values'],
    ['contains', 'un', 'op'],
    ['missing', '', 'op'],
  ]) {
    await expect(
      ask('none', { filters: [{ field: 'match', op, values: value === '' ? [] : [value] }] }),
    ).rejects.toMatchObject({ code: 'invalid', field: `filters[0].${where}` });
  }
});

test.each([
  ['equal in all that is sorted by', 3_000, 1, 100],
  ['of a few moments within a long range', 60_000, 40, 10_000],
])('pages of events that are %s hold each event once, in either order', async (_name, total, moments, limit) => {
  const dataset = `equal-${total}`;
  const many = Array.from({ length: total }, (_one, index) => ({
    ClientIP: String(index),
    Datetime: from + 3_600_000 + (index % moments) * 7,
  }));
  await store(dataset, plain(many));
  const all = async (order: 'oldest' | 'newest') => {
    const seen: unknown[] = [];
    const times: number[] = [];
    for (let offset = 0; offset < total + limit; offset += limit) {
      const page = await (engines[0] as PivotEngine).listEvents(
        { dataset, from, to, map: mapRef, spec: pivotSpec.parse({}) },
        { limit, offset, order, count: offset === 0 },
        signal,
      );
      expect([page.total, page.inRange]).toEqual(offset === 0 ? [total, total] : [null, null]);
      seen.push(...page.events.map(({ ClientIP }) => ClientIP));
      times.push(...page.events.map(({ Datetime }) => Date.parse(String(Datetime))));
    }
    return { seen, times };
  };
  const [oldest, newest] = [await all('oldest'), await all('newest')];
  expect(oldest.seen).toHaveLength(total);
  expect(new Set(oldest.seen).size).toBe(total);
  expect(newest.seen.toReversed().join()).toBe(oldest.seen.join());
  expect(oldest.times.every((time, index) => time >= (oldest.times[index - 1] ?? 0))).toBe(true);
});

test('Other opens, however many members it stands beside', async () => {
  await store(
    'members',
    plain(
      Array.from({ length: 9000 }, (_one, index) => ({
        ClientIP: String(index),
        RuleID: ['1', '3', '9', ''][index % 4] as string,
      })),
    ),
  );
  const other = { rows: [{ kind: 'other' as const, value: null }], columns: [] };
  for (const [name, n, total] of [
    ['ClientIP', 5000, 4000],
    ['map.group', 1, 2250],
    ['Datetime', 1, 0],
  ] as const) {
    const meta = await ask('members', { rows: [{ field: name, top: { n } }], values: ['count'] });
    const opened = (engines[0] as PivotEngine).cellEvents(meta.key, other, firstPage, signal);
    if (total === 0) await expect(opened).rejects.toMatchObject({ code: 'invalid' });
    else expect((await opened).total).toBe(total);
  }
});

test('the first of a doubled hour stands first', async () => {
  const autumn = Date.UTC(2026, 9, 25);
  await store('autumn', plain([0, 1, 2].map((hour) => ({ Datetime: autumn + hour * 3_600_000 }))));
  const meta = await ask(
    'autumn',
    { rows: [{ field: 'Datetime:1h@Europe/Berlin' }], values: ['count'] },
    { from: autumn, to: autumn + 86_400_000 },
  );
  const rows = await readArtefact(folder.artefacts, meta.key, 'rows');
  expect(rows.slice(1).map(({ label }) => label)).toEqual([
    '2026-10-25T02:00:00+02:00',
    '2026-10-25T02:00:00+01:00',
    '2026-10-25T03:00:00+01:00',
  ]);
});

test('a sparse pivot has files for what it counted only, and answers for the rest', async () => {
  await store(
    'sparse',
    plain(Array.from({ length: 2000 }, (_one, index) => ({ ClientIP: `ip${index}`, Action: `a${index}` }))),
  );
  const meta = await ask('sparse', {
    rows: [{ field: 'ClientIP' }],
    columns: [{ field: 'Action' }],
    values: ['count'],
  });
  const tiles = readdirSync(join(folder.artefacts, meta.key)).filter((name) => name.startsWith('tile-'));
  expect(tiles.length).toBeLessThan(100);
  expect(await readTile(folder.artefacts, meta.key, 0, 31)).toEqual({ cells: expect.any(Array) });
  await expect(readTile(folder.artefacts, meta.key, 8, 0)).rejects.toMatchObject({ code: 'invalid' });
});

test('events that are no longer stored are said to be so', async () => {
  await store('removed', plain([{}]));
  const meta = await ask('removed', { values: ['count'] });
  rmSync(join(folder.lake, 'removed'), { recursive: true });
  await expect(
    (engines[0] as PivotEngine).cellEvents(meta.key, { rows: [], columns: [] }, firstPage, signal),
  ).rejects.toMatchObject({ code: 'not_found' });
});

test('a filter on time is exact to the microsecond, and takes no part of a text', async () => {
  await store('micro', plain([{ Datetime: from }, { Datetime: from + 1 }]));
  const count = async (value: string) =>
    (await ask('micro', { filters: [{ field: 'Datetime', op: 'is', values: [value] }] })).events;
  expect(await count('2026-03-28T20:00:00.001Z')).toBe(1);
  expect(await count('2026-03-28T20:00:00.001001Z')).toBe(0);
  expect(await count('2026-03-28T21:00:00.001000+01:00')).toBe(1);
  await expect(
    ask('micro', { filters: [{ field: 'Datetime', op: 'contains', values: ['2026-03-28'] }] }),
  ).rejects.toMatchObject({ field: 'filters[0].op' });
});

test('rows are sorted by a column within their group, and by the total where there is no such column', async () => {
  await store(
    'sorted',
    plain([
      ...Array.from({ length: 5 }, () => ({ RuleID: '1', Action: 'log' })),
      ...Array.from({ length: 3 }, () => ({ RuleID: '2', Action: 'block' })),
      { RuleID: '2', Action: 'log' },
      { RuleID: '3', Action: 'block' },
    ]),
  );
  const labels = async (...at: string[]) => {
    const sort = { by: 'count', direction: 'descending', at: at.map((value) => ({ kind: 'value', value })) };
    const asked = {
      rows: [
        { field: 'map.group', sort },
        { field: 'RuleID', sort },
      ],
      columns: [{ field: 'Action' }],
    };
    const meta = await ask('sorted', asked);
    return (await readArtefact(folder.artefacts, meta.key, 'rows')).map(({ label }) => label);
  };
  expect(await labels('block')).toEqual(['Total', 'g1', '2', '1', 'g2', '3']);
  expect(await labels('log')).toEqual(['Total', 'g1', '1', '2', 'g2', '3']);
  expect(await labels('no such action')).toEqual(['Total', 'g1', '1', '2', 'g2', '3']);
});

test('the scales hold the largest value of each depth', async () => {
  const meta = await ask('sorted', {
    rows: [{ field: 'map.group' }, { field: 'RuleID' }],
    columns: [{ field: 'Action' }],
    values: ['count'],
  });
  const [rows, columns, scales, rowScales] = await Promise.all(
    (['rows', 'columns', 'scales', 'row-scales'] as const).map((part) => readPart(meta.key, part)),
  );
  const at = (axis: unknown, label: string) => (axis as Axis).findIndex((node) => node.label === label);
  expect(scales).toMatchObject({
    table: [
      [
        [10, 6],
        [9, 6],
        [5, 5],
      ],
    ],
  });
  expect((scales as Scales).columns[0]?.[1]?.[at(columns, 'log')]).toBe(6);
  expect((scales as Scales).columns[0]?.[2]?.[at(columns, 'block')]).toBe(3);
  expect((rowScales as RowScales)[0]?.[1]?.[at(rows, '2')]).toBe(3);
});

test('an axis with too many members is refused with a sentence that names its level', async () => {
  const small = lakeEngine(duck, folder, { ...engineLimits, nodes: 3 });
  const asked = pivotSpec.parse({ rows: [{ field: 'Action' }, { field: 'RuleID' }] });
  await expect(small.compute({ dataset: 'sorted', from, to, map: mapRef, spec: asked }, signal)).rejects.toMatchObject({
    code: 'out_of_resources',
    field: 'rows[1]',
  });
});

function readPart(key: string, part: string): Promise<unknown> {
  return readFile(join(folder.artefacts, key, `${part}.json`), 'utf8').then(JSON.parse);
}
