import { appendFileSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { lines, logpushEvent } from './servers/events.ts';
import { runProgram, startWeir, type TestWeir } from './servers/weir.ts';

let weir: TestWeir;

beforeAll(async () => {
  weir = await startWeir(inject('redisUrl'), { WEIR_UPLOAD_LIMIT_MB: '1' });
});

afterAll(() => weir?.stop());

const range = { from: '2026-01-31T08:00:00Z', to: '2026-01-31T09:00:00Z' };
const events = Array.from({ length: 3000 }, (_one, index) => logpushEvent(index));

async function addSource(name: string, path = name): Promise<void> {
  await weir.client.post('/sources', {
    name,
    place: { kind: 'ndjson', path: join(weir.incoming, path), preset: 'raw-logpush' },
  });
}

const addMap = (name: string, csv: string) =>
  weir.client.upload<{ version: number }>(`/maps?name=${name}`, new Blob([csv]));

describe('a run over files', () => {
  test('pulls, stores its pivot, and pulls nothing the second time', async () => {
    writeFileSync(join(weir.incoming, 'plain.ndjson'), lines(events));
    await addSource('plain', 'plain.ndjson');
    await addMap(
      'groups',
      `rule_id,group\n${Array.from({ length: 10 }, (_one, index) => `${100_000 + index},g${index % 2}`).join('\n')}\n`,
    );
    const run = await weir.run({ source: 'plain', map: 'groups', ...range });
    expect(run).toMatchObject({
      state: 'complete',
      events: 3000,
      expected: 3000,
      read: 3000,
      stored: 3000,
      duplicates: 0,
      rejected: 0,
      batches: 1,
    });
    const meta = await weir.client.get<{ matchStates: object }>(`/pivots/${run.artefact}`);
    expect(meta.matchStates).toEqual({ matched: 2500, unmatched: 500, 'no id': 0 });
    expect(await weir.run({ source: 'plain', map: 'groups', ...range })).toMatchObject({
      state: 'complete',
      events: 3000,
      batches: 0,
    });
  });

  test('a file that grew is read again, and its events are there once', async () => {
    const path = join(weir.incoming, 'growing.ndjson');
    writeFileSync(path, lines(events.slice(0, 100)));
    await addSource('growing', 'growing.ndjson');
    expect(await weir.run({ source: 'growing', ...range })).toMatchObject({ events: 100 });
    appendFileSync(path, lines(events.slice(100, 250)));
    expect(await weir.run({ source: 'growing', ...range })).toMatchObject({
      state: 'complete',
      events: 250,
      batches: 1,
    });
  });

  test('duplicates are stored once, broken lines are listed, the rest goes on', async () => {
    const broken = ['{"Action":', '[1]', JSON.stringify(logpushEvent(9, { Datetime: 'never' }))];
    writeFileSync(
      join(weir.incoming, 'odd.ndjson'),
      `${lines(events.slice(0, 10))}${broken.join('\n')}\n\n${lines(events.slice(5, 12))}`,
    );
    await addSource('odd', 'odd.ndjson');
    const run = await weir.run({ source: 'odd', ...range });
    expect(run).toMatchObject({ state: 'complete', events: 12, expected: 20, read: 20, duplicates: 5, rejected: 3 });
    const rejected = await weir.client.get<{ total: number; lines: { line: number; reason: string }[] }>(
      `/runs/${run.id}/rejected`,
    );
    expect(rejected.total).toBe(3);
    expect(rejected.lines.map(({ line }) => line)).toEqual([11, 12, 13]);
    expect(rejected.lines[2]?.reason).toMatch(/no usable time/);
  });

  test('a .gz that is cut short fails alone; once it is whole, retry completes the run', async () => {
    mkdirSync(join(weir.incoming, 'packed'));
    const whole = gzipSync(lines(events.slice(0, 500)));
    writeFileSync(join(weir.incoming, 'packed', 'a.gz'), whole.subarray(0, whole.length - 300));
    writeFileSync(
      join(weir.incoming, 'packed', 'b.gz'),
      Buffer.concat([gzipSync(lines(events.slice(500, 700))), gzipSync(lines(events.slice(700, 800)))]),
    );
    await addSource('packed');
    const run = await weir.run({ source: 'packed', ...range });
    expect(run).toMatchObject({ state: 'partial', events: 300, batches: 2, batchStates: { done: 1, failed: 1 } });
    expect(run.failedBatches[0]?.message).toMatch(/a\.gz is cut short/);
    writeFileSync(join(weir.incoming, 'packed', 'a.gz'), whole);
    await weir.client.post(`/runs/${run.id}/retry`, {});
    expect(await weir.ended(run.id)).toMatchObject({ state: 'complete', events: 800 });
  });

  test('unknown fields and cells of a wrong type are kept beside', async () => {
    writeFileSync(
      join(weir.incoming, 'extra.ndjson'),
      lines([logpushEvent(1, { NewField: { a: 1 } }), logpushEvent(2, { ClientASN: 'none' })]),
    );
    await addSource('extra', 'extra.ndjson');
    expect(await weir.run({ source: 'extra', ...range })).toMatchObject({ state: 'complete', events: 2, rejected: 0 });
    const page = await weir.client.post<{ events: { Extra: unknown }[] }>('/events', { source: 'extra', ...range });
    expect(page.events.map(({ Extra }) => Extra)).toEqual([{ NewField: { a: 1 } }, { ClientASN: 'none' }]);
  });

  test('JSON columns are dimensions by their text, and open into their events', async () => {
    const spec = { rows: [{ field: 'Metadata', top: { n: 2 } }], values: ['count', 'distinct:Metadata'] };
    const { key } = await weir.client.post<{ key: string }>('/pivots', { source: 'plain', ...range, spec });
    const tile = await weir.client.get<{ cells: number[][][] }>(`/pivots/${key}/tiles/0/0`);
    expect(tile.cells.map((row) => row[0])).toEqual([
      [3000, 3000],
      [1, 1],
      [1, 1],
      [2998, 2998],
    ]);
    const cell = { rows: [{ kind: 'value', value: '{"n":0}' }], columns: [] };
    expect(await weir.client.post(`/pivots/${key}/events`, { cell })).toMatchObject({
      total: 1,
      events: [{ Metadata: { n: 0 } }],
    });
    expect(
      await weir.client.post(`/pivots/${key}/events`, {
        cell: { rows: [{ kind: 'other', value: null }], columns: [] },
      }),
    ).toMatchObject({ total: 2998 });
  });

  test('a document that a cluster could not parse is rejected, and said so', async () => {
    const documents = [
      { '@timestamp': '2026-01-31T08:00:00Z', rule: { id: '9' } },
      { '@timestamp': '2026-01-31T08:00:01Z', event: { kind: 'pipeline_error' } },
    ];
    writeFileSync(join(weir.incoming, 'ecs.ndjson'), lines(documents));
    await weir.client.post('/sources', {
      name: 'ecs-files',
      place: { kind: 'ndjson', path: join(weir.incoming, 'ecs.ndjson'), preset: 'elastic-ecs' },
    });
    expect(await weir.run({ source: 'ecs-files', ...range })).toMatchObject({
      state: 'complete',
      events: 1,
      expected: 2,
      rejected: 1,
    });
  });

  test('a run is cancelled, keeps what it has, and can be taken up again', async () => {
    writeFileSync(join(weir.incoming, 'large.ndjson'), lines(events).repeat(60));
    await addSource('large', 'large.ndjson');
    await weir.kill('batches');
    const { id } = await weir.client.post<{ id: string }>('/runs', { source: 'large', ...range });
    await weir.client.post(`/runs/${id}/cancel`, {});
    expect(await weir.ended(id)).toMatchObject({ state: 'cancelled' });
    await weir.start('batches');
    await weir.client.post(`/runs/${id}/retry`, {});
    expect(await weir.ended(id)).toMatchObject({ state: 'complete', events: 3000, duplicates: 177_000 });
  });
});

describe('rule maps', () => {
  test('a bad file changes nothing and names its lines', async () => {
    await addMap('weekly', 'id;name\n1;a\n');
    const before = readdirSync(join(weir.dataDir, 'maps'));
    await expect(addMap('weekly', 'id;name\n1;a;b\n;c\n"x;y\n')).rejects.toMatchObject({
      code: 'invalid',
      field: 'file',
    });
    await expect(addMap('weekly', 'id,name\n1,a\n2,b,c\n\n1,z\n')).rejects.toMatchObject({
      lines: [
        { line: 3, message: 'Line 3 has 3 cells, but the header has 2.' },
        { line: 5, message: 'Line 5 gives "1" another meaning than line 2.' },
      ],
    });
    const { versions } = await weir.client.get<{ versions: unknown[] }>('/maps/weekly');
    expect(versions).toHaveLength(1);
    expect(readdirSync(join(weir.dataDir, 'maps'))).toEqual(before);
    expect(readdirSync(join(weir.dataDir, 'uploads'))).toEqual([]);
  });

  test('a file over the limit is refused, and nothing of it is kept', async () => {
    await expect(addMap('huge', `id,name\n${'x'.repeat(1024 * 1024)}`)).rejects.toMatchObject({ code: 'too_large' });
    await expect(weir.client.get('/maps/huge')).rejects.toMatchObject({ code: 'not_found' });
    expect(readdirSync(join(weir.dataDir, 'uploads'))).toEqual([]);
  });

  test('a new version counts at once, and an older one can still be asked for', async () => {
    writeFileSync(join(weir.incoming, 'versions.ndjson'), lines(events.slice(0, 12)));
    await addSource('versions', 'versions.ndjson');
    await weir.run({ source: 'versions', ...range });
    await addMap('versioned', '\uFEFFRule ID\tname\r\n100000\tone\r\n');
    expect(await addMap('versioned', 'rule_id,name\n100000,one\n100001,"two\nlines"\n')).toMatchObject({ version: 2 });
    const matched = async (map: string) =>
      (await weir.client.post<{ matchStates: { matched: number } }>('/pivots', { source: 'versions', map, ...range }))
        .matchStates.matched;
    expect(await matched('versioned@1')).toBe(1);
    expect(await matched('versioned')).toBe(2);
  });
});

describe('the command line', () => {
  test('says in tidy CSV what the API says, without formulas', async () => {
    writeFileSync(
      join(weir.incoming, 'hostile.ndjson'),
      lines([
        logpushEvent(0, { ClientRequestPath: '=cmd()', Action: 'block' }),
        logpushEvent(1, { ClientRequestPath: '<script>\n"x"', Action: 'log' }),
      ]),
    );
    const added = await weir.weir(
      'source',
      'add',
      'hostile',
      '--kind',
      'ndjson',
      '--path',
      join(weir.incoming, 'hostile.ndjson'),
      '--preset',
      'raw-logpush',
    );
    expect(added.code).toBe(0);
    const ran = await weir.weir('run', '--source', 'hostile', '--from', range.from, '--to', range.to);
    expect(ran).toMatchObject({ code: 0 });
    expect(JSON.parse(ran.out)).toMatchObject({ state: 'complete', events: 2 });
    const table = await weir.weir(
      'export',
      'pivot',
      '--source',
      'hostile',
      '--from',
      range.from,
      '--to',
      range.to,
      '--rows',
      'ClientRequestPath',
      '--columns',
      'Action',
      '--values',
      'count,requests',
      '--layout',
      'tidy',
    );
    expect(table.out).toBe(
      `\uFEFFClientRequestPath,Action,count,requests\r\n"<script>\n""x""",log,1,1\r\n'=cmd(),block,1,1\r\n`,
    );
    const filtered = await weir.weir(
      'events',
      '--source',
      'hostile',
      '--from',
      range.from,
      '--to',
      range.to,
      '--filter',
      'Action=block',
      '--format',
      'json',
    );
    expect(JSON.parse(filtered.out)).toMatchObject({ total: 1, events: [{ Action: 'block' }] });
  });

  test('exits with 1 for what went wrong and 2 for wrong usage', async () => {
    expect(await weir.weir('run', '--source', 'nowhere', '--from', range.from, '--to', range.to)).toMatchObject({
      code: 1,
      err: 'There is no source "nowhere".\n',
    });
    expect((await weir.weir('run', '--sauce', 'x')).code).toBe(2);
    expect((await weir.weir('source', 'test', 'nowhere')).code).toBe(1);
  });
});

test('the check of a container passes with its workers and fails without', async () => {
  const env = { ...process.env, REDIS_URL: inject('redisUrl'), WEIR_DATA_DIR: weir.dataDir } as NodeJS.ProcessEnv;
  const check = async () => (await runProgram(['scripts/check-workers.ts', 'batches', 'queries'], env)).code;
  expect(await check()).toBe(0);
  await weir.kill('queries');
  await expect.poll(check, { timeout: 60_000 }).toBe(1);
  await weir.start('queries');
  expect(await check()).toBe(0);
});

describe('bad questions are answered with 400 and the field, and change nothing', () => {
  const ask = async (path: string, body: unknown) => {
    const answer = await fetch(`${weir.url}/api/v1${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
    return {
      status: answer.status,
      ...((await answer.json()) as { error: { field?: string; message: string } }).error,
    };
  };

  test.each([
    ['/runs', { source: 'plain', from: range.to, to: range.from }, 'from'],
    ['/runs', { source: 'nowhere', ...range }, 'source'],
    ['/runs', { source: 'plain', ...range, map: 'none' }, 'map'],
    ['/runs', { source: 'plain', ...range, spec: { rows: [{ field: 'Nope' }] } }, 'rows[0].field'],
    ['/runs', { source: 'plain', from: '2199-01-01', to: '2199-01-02' }, 'from'],
    ['/runs', { source: 'plain', ...range, windowMinutes: 0 }, 'windowMinutes'],
    ['/pivots', { source: 'plain', from: '2025-01-01', to: '2025-01-02' }, 'from'],
    ['/pivots', { source: 'plain', ...range, spec: { values: ['sum:Action'] } }, 'values[0]'],
    ['/pivots', { source: 'plain', ...range, spec: { rows: [{ field: 'map.group' }] } }, 'rows[0].field'],
    [
      '/events',
      { source: 'plain', ...range, filters: [{ field: 'ClientASN', op: 'is', values: ["1'; DROP"] }] },
      'filters[0].values',
    ],
    ['/sources', { name: 'bad', place: { kind: 'ndjson', path: '/etc/passwd', preset: 'raw-logpush' } }, 'place.path'],
    [
      '/sources',
      { name: 'bad', place: { kind: 'elasticsearch', url: 'ftp://x', index: 'i', preset: 'raw-logpush' } },
      'place.url',
    ],
    [
      '/sources',
      { name: 'bad', surprise: 1, place: { kind: 'ndjson', path: '/x', preset: 'raw-logpush' } },
      'surprise',
    ],
  ])('%s %j', async (path, body, field) => {
    expect(await ask(path, body)).toMatchObject({ status: 400, field });
  });

  test('JSON that is none, and an unknown run', async () => {
    expect(await ask('/runs', '{')).toMatchObject({ status: 400 });
    expect((await fetch(`${weir.url}/api/v1/runs/none`)).status).toBe(404);
    const { sources } = await weir.client.get<{ sources: { name: string }[] }>('/sources');
    expect(sources.map(({ name }) => name)).not.toContain('bad');
  });

  test('another host name, and a write from another site', async () => {
    const status = (headers: Record<string, string>, method: string) =>
      new Promise<number | undefined>((done) => {
        request(`${weir.url}/api/v1/sources`, { method, headers }, (answer) => done(answer.statusCode)).end();
      });
    expect(await status({ host: 'evil.example' }, 'GET')).toBe(403);
    expect(await status({ origin: 'http://evil.example' }, 'POST')).toBe(403);
  });
});
