import { readdirSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import type { WeirError } from '#core/errors.ts';
import type { MapPreview, MapRows } from '#core/jobs.ts';
import type { SourceReport, SourceView } from '#core/source.ts';
import { lines, logpushEvent } from './servers/events.ts';
import { startWeir, type TestWeir } from './servers/weir.ts';

let weir: TestWeir;

beforeAll(async () => {
  weir = await startWeir(inject('redisUrl'));
});

afterAll(() => weir?.stop());

const range = { from: '2026-01-31T08:00:00Z', to: '2026-01-31T09:00:00Z' };
const events = Array.from({ length: 500 }, (_one, index) => logpushEvent(index));

function placeOf(file: string, written: readonly unknown[] = events) {
  writeFileSync(join(weir.incoming, file), lines(written));
  return { kind: 'ndjson', path: join(weir.incoming, file), preset: 'raw-logpush' };
}

describe('a source that is not stored', () => {
  test('is tested, and nothing is stored of it', async () => {
    const place = placeOf('unstored.ndjson');
    const report = await weir.client.post<SourceReport>('/sources/test', { place });
    expect(report).toMatchObject({ reachable: true, eventsAreEstimated: true, sample: { RayID: '0000000000000000' } });
    expect(report.filled).toContain('ClientIP');
    expect(report.empty).toContain('ZoneName');
    const { sources } = await weir.client.get<{ sources: unknown[] }>('/sources');
    expect(sources).toEqual([]);
  });

  test('a place outside the roots, and one that is not there, are refused', async () => {
    const outside = { kind: 'ndjson', path: '/etc/passwd', preset: 'raw-logpush' };
    await expect(weir.client.post('/sources/test', { place: outside })).rejects.toMatchObject({ field: 'place.path' });
    const missing = { ...outside, path: join(weir.incoming, 'missing') };
    await expect(weir.client.post('/sources/test', { place: missing })).rejects.toMatchObject({ field: 'path' });
  });
});

describe('credentials', () => {
  let server: Server;
  let url: string;
  const sent: (string | undefined)[] = [];

  beforeAll(async () => {
    server = createServer((request, answer) => {
      sent.push(request.headers.authorization);
      answer.writeHead(401, { 'content-type': 'application/json' }).end('{}');
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });

  afterAll(() => server?.close());

  test('stored ones go to the server that they are for, and to no other', async () => {
    const place = { kind: 'elasticsearch', url, index: 'i', preset: 'raw-logpush' };
    await weir.client.post('/sources', { name: 'signed', place, credentials: { apiKey: 'secret' } });
    const elsewhere = { ...place, url: url.replace('127.0.0.1', 'localhost') };
    const tried = (body: object) => weir.client.post('/sources/test', body);
    await expect(tried({ place: elsewhere, source: 'signed' })).rejects.toMatchObject({
      code: 'invalid',
      field: 'credentials',
    });
    await expect(weir.client.put('/sources/signed', { place: elsewhere })).rejects.toMatchObject({
      field: 'credentials',
    });
    expect(sent).toEqual([]);
    await expect(tried({ place, source: 'signed' })).rejects.toMatchObject({ code: 'source_refused' });
    expect(sent).toEqual(['ApiKey secret']);
    await expect(tried({ place })).rejects.toMatchObject({ code: 'source_refused' });
    expect(sent[1]).toBeUndefined();
  });

  test('are kept when left out, replaced when given, removed by null', async () => {
    const change = (body: object) => weir.client.put<SourceView>('/sources/signed', body);
    expect(await change({ name: 'renamed' })).toMatchObject({ name: 'renamed', hasCredentials: true });
    const other = { kind: 'elasticsearch', url: 'http://es.example.com', index: 'i', preset: 'raw-logpush' };
    await weir.client.put('/sources/renamed', { place: other, credentials: { user: 'u', password: 'p' } });
    expect(await weir.client.get('/sources/renamed')).toMatchObject({ place: other, hasCredentials: true });
    await weir.client.put('/sources/renamed', { credentials: null });
    expect(await weir.client.get('/sources/renamed')).toMatchObject({ hasCredentials: false });
  });
});

describe('changing a source', () => {
  test('a taken name changes nothing', async () => {
    await weir.client.post('/sources', { name: 'one', place: placeOf('one.ndjson') });
    await weir.client.post('/sources', { name: 'two', place: placeOf('two.ndjson') });
    await expect(weir.client.put('/sources/one', { name: 'two', place: placeOf('x.ndjson') })).rejects.toMatchObject({
      code: 'conflict',
      field: 'name',
    });
    expect(await weir.client.get('/sources/one')).toMatchObject({ place: { path: join(weir.incoming, 'one.ndjson') } });
  });

  test('another place waits for the end of runs, and is another dataset', async () => {
    await weir.client.post('/sources', { name: 'moving', place: placeOf('before.ndjson') });
    await weir.kill('batches');
    const { id } = await weir.client.post<{ id: string }>('/runs', { source: 'moving', ...range });
    const after = placeOf('after.ndjson', events.slice(0, 7));
    await expect(weir.client.put('/sources/moving', { place: after })).rejects.toMatchObject({
      code: 'conflict',
      field: 'place',
    });
    expect(await weir.client.put('/sources/moving', { name: 'moved' })).toMatchObject({ newDataset: false });
    await weir.client.post(`/runs/${id}/cancel`, {});
    await weir.ended(id);
    await weir.start('batches');
    expect(await weir.client.put('/sources/moved', { place: after })).toMatchObject({ newDataset: true });
    await weir.client.post(`/runs/${id}/retry`, {});
    expect(await weir.ended(id)).toMatchObject({ state: 'failed', error: { code: 'conflict' } });
    expect(await weir.run({ source: 'moved', ...range })).toMatchObject({ state: 'complete', events: 7 });
  });

  test('a source that is named like a route is a source', async () => {
    await weir.client.post('/sources', { name: 'test', place: placeOf('test.ndjson') });
    expect(await weir.client.get('/sources/test')).toMatchObject({ name: 'test' });
    expect(await weir.client.put('/sources/test', { name: 'test2' })).toMatchObject({ name: 'test2' });
  });
});

describe('rule maps', () => {
  const csv = `rule_id;name;group\n${Array.from({ length: 450 }, (_one, index) => `${100_000 + index};rule ${index};g${index % 3}`).join('\n')}\n`;
  const upload = <T>(path: string, text: string) => weir.client.upload<T>(path, new Blob([text]));
  const left = () => ['uploads', 'maps', 'tmp'].map((folder) => readdirSync(join(weir.dataDir, folder)).sort());

  test('a preview says what publishing would do, publishes nothing and leaves nothing behind', async () => {
    const before = left();
    const preview = await upload<MapPreview>('/maps/preview?name=rules', csv);
    expect(preview).toMatchObject({
      key: 'rule_id',
      columns: ['name', 'group'],
      rows: 450,
      delimiter: ';',
      warnings: [],
      compared: null,
    });
    expect(preview.first).toHaveLength(50);
    expect(preview.first[1]).toEqual({ line: 3, key: '100001', cells: ['rule 1', 'g1'] });
    await expect(weir.client.get('/maps/rules')).rejects.toMatchObject({ code: 'not_found' });
    expect(left()).toEqual(before);
  });

  test('against the published version it counts what differs in the columns that both have', async () => {
    await upload('/maps?name=rules', csv);
    const before = left();
    const next = csv
      .replace('rule_id;name;group', 'rule_id;group;note')
      .replaceAll(/^(\d+);(.*);(.*)$/gm, '$1;$3;')
      .replace('100000;g0;\n', '')
      .replace('100001;g1;', '100001;other;')
      .concat('900001;new;\n900002;new;\n');
    expect((await upload<MapPreview>('/maps/preview?name=rules', next)).compared).toEqual({
      version: 1,
      added: 2,
      gone: 1,
      changed: 1,
      columnsAdded: ['note'],
      columnsGone: ['name'],
    });
    expect((await upload<MapPreview>('/maps/preview', next)).compared).toBeNull();
    expect(left()).toEqual(before);
    const { versions } = await weir.client.get<{ versions: unknown[] }>('/maps/rules');
    expect(versions).toHaveLength(1);
  });

  test('a bad file is refused with its first 100 lines and their number', async () => {
    const before = left();
    const bad = `id,name\n${'1,a,b\n'.repeat(130)}`;
    const refusal = await upload('/maps/preview?name=rules', bad).then(
      () => null,
      (error: WeirError) => error,
    );
    expect(refusal).toMatchObject({ code: 'invalid', field: 'file', lineTotal: 130 });
    expect(refusal?.lines).toHaveLength(100);
    expect(refusal?.lines?.[0]).toEqual({ line: 2, message: 'Line 2 has 3 cells, but the header has 2.' });
    expect(left()).toEqual(before);
  });

  test('rows are paged in the order of the file, and searched in every cell', async () => {
    const rows = (query: string) => weir.client.get<MapRows & { version: number }>(`/maps/rules/rows?${query}`);
    const page = await rows('limit=10&offset=445');
    expect(page).toMatchObject({ version: 1, total: 450 });
    expect(page.rows.map(({ key }) => key)).toEqual(['100445', '100446', '100447', '100448', '100449']);
    const found = await rows('search=RULE%2044');
    expect(found.total).toBe(11);
    expect(found.rows.map(({ key }) => key).slice(0, 2)).toEqual(['100044', '100440']);
    expect(await rows("search='%25")).toMatchObject({ total: 0, rows: [] });
    await expect(rows('version=9')).rejects.toMatchObject({ code: 'not_found', field: 'version' });
    await expect(rows('limit=0')).rejects.toMatchObject({ code: 'invalid', field: 'limit' });
  });

  test('a version can be had as the file that would make it again', async () => {
    const odd = 'id,=formula,note\r\n 1 ,=1+1,"a ""b"", c"\r\n2,,"two\nlines"\r\n3, spaced ,ü\u202E\r\n';
    await upload('/maps?name=odd', odd);
    const before = left();
    const answer = await fetch(`${weir.url}/api/v1/maps/odd/file`);
    expect(answer.headers.get('content-disposition')).toBe('attachment; filename="odd-v1.csv"');
    const text = await answer.text();
    expect(text).toMatch(/^id,=formula,note\r\n1,=1\+1,/);
    expect(await upload<MapPreview>('/maps/preview?name=odd', text)).toMatchObject({
      rows: 3,
      compared: { added: 0, gone: 0, changed: 0, columnsAdded: [], columnsGone: [] },
    });
    expect(left()).toEqual(before);
  });

  test('the command line previews, lists versions and rows, and changes a source', async () => {
    const file = join(weir.incoming, 'next.csv');
    writeFileSync(file, 'rule_id,name\n1,a\n');
    const preview = await weir.weir('map', 'preview', file, '--name', 'rules');
    expect(JSON.parse(preview.out)).toMatchObject({ rows: 1, compared: { version: 1, gone: 450 } });
    expect((await weir.weir('map', 'versions', 'rules')).out).toMatch(
      /^rules@1\t.*\t450 rows\trule_id → name, group\n$/,
    );
    expect((await weir.weir('map', 'rows', 'rules@1', '--search', '100449')).out).toMatch(
      /100449 +rule 449 +g2\n1 of 1/,
    );
    expect((await weir.weir('map', 'file', 'odd')).out).toMatch(/^id,=formula,note\r\n/);
    const edited = await weir.weir('source', 'edit', 'two', '--name', 'three', '--preset', 'elastic-ecs');
    expect(JSON.parse(edited.out)).toMatchObject({ name: 'three', newDataset: true, place: { preset: 'elastic-ecs' } });
    const tested = await weir.weir('source', 'test', '--kind', 'ndjson', '--path', join(weir.incoming, 'one.ndjson'));
    expect(JSON.parse(tested.out)).toMatchObject({ reachable: true });
  });
});
