import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { ecsDocument, logpushEvent } from './servers/events.ts';
import { startGate } from './servers/gate.ts';
import { startWeir, type TestWeir } from './servers/weir.ts';

const elasticsearch = inject('elasticsearchUrl') ?? '';
let weir: TestWeir;
const range = { from: '2026-01-31T08:00:00Z', to: '2026-01-31T15:00:00Z' };
const events = Array.from({ length: 25_000 }, (_one, index) => logpushEvent(index));

async function index(name: string, documents: readonly unknown[], properties: object): Promise<void> {
  await fetch(`${elasticsearch}/${name}`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ mappings: { properties } }),
  });
  for (let start = 0; start < documents.length; start += 5000) {
    const body = documents
      .slice(start, start + 5000)
      .map((document) => `{"index":{}}\n${JSON.stringify(document)}\n`)
      .join('');
    const answer = await fetch(`${elasticsearch}/${name}/_bulk`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-ndjson' },
      body,
    });
    expect(((await answer.json()) as { errors: boolean }).errors).toBe(false);
  }
  await fetch(`${elasticsearch}/${name}/_refresh`, { method: 'POST' });
}

const source = (name: string, preset: string, more: object = {}) =>
  weir.client.post('/sources', {
    name,
    place: { kind: 'elasticsearch', url: elasticsearch, index: name, preset, ...more },
  });

describe.skipIf(elasticsearch === '')('a run over Elasticsearch', () => {
  beforeAll(async () => {
    weir = await startWeir(inject('redisUrl'));
    await index('raw', events, { Datetime: { type: 'date' } });
    await index('ecs', events.map(ecsDocument), { '@timestamp': { type: 'date' } });
    await index('untimed', [{ a: 1 }], {});
  });
  afterAll(() => weir?.stop());

  test.each([
    ['raw', 'raw-logpush'],
    ['ecs', 'elastic-ecs'],
  ])('%s: every event once, by windows; the second time nothing is pulled', async (name, preset) => {
    await source(name, preset);
    const report = await weir.client.post<{ events: number; filled: string[] }>(`/sources/${name}/test`, {});
    expect(report).toMatchObject({ events: 25_000, eventsAreEstimated: false });
    expect(report.filled).toEqual(
      expect.arrayContaining(['Datetime', 'RayID', 'Action', 'RuleID', 'ClientIP', 'ClientRequestHost', 'MatchIndex']),
    );
    const run = await weir.run({ source: name, ...range, windowMinutes: 60 });
    expect(run).toMatchObject({
      state: 'complete',
      events: 25_000,
      expected: 25_000,
      read: 25_000,
      stored: 25_000,
      duplicates: 0,
      rejected: 0,
      batches: 7,
    });
    expect(await weir.run({ source: name, ...range })).toMatchObject({ state: 'complete', events: 25_000, batches: 0 });
    const pivot = await weir.client.post<{ key: string }>('/pivots', {
      source: name,
      ...range,
      spec: { rows: [{ field: 'Action' }], values: ['count', 'requests', 'distinct:ClientIP'] },
    });
    const tile = await weir.client.get<{ cells: number[][][] }>(`/pivots/${pivot.key}/tiles/0/0`);
    expect(tile.cells.map((row) => row[0])).toEqual([
      [25_000, 25_000, 250],
      [8334, 8334, 250],
      [8333, 8333, 250],
      [8333, 8333, 250],
    ]);
    const page = await weir.client.post<{ events: object[] }>('/events', {
      source: name,
      ...range,
      filters: [{ field: 'RayID', op: 'is', values: ['00000000000003e9'] }],
    });
    expect(page.events).toEqual([
      expect.objectContaining({
        ClientRequestPath: '/items/1',
        ClientASN: 64500,
        EdgeResponseStatus: 403,
        Metadata: { n: 1001 },
        Source: 'firewallmanaged',
      }),
    ]);
  });

  test('a query narrows a source down, and is another dataset', async () => {
    await source('narrow', 'raw-logpush', { index: 'raw', query: { term: { MatchIndex: 1 } } });
    expect(await weir.run({ source: 'narrow', ...range })).toMatchObject({
      state: 'failed',
      events: 0,
      error: { code: 'invalid', field: 'from' },
    });
  });

  test('credentials are sent, and asked for again when they are wrong; nobody is shown them', async () => {
    const accepted = ['ApiKey c2VjcmV0LWtleQ==', `Basic ${Buffer.from('reader:pass-word').toString('base64')}`];
    const proxy = await startGate(elasticsearch, accepted);
    const add = (name: string, credentials: object) =>
      weir.client.post('/sources', {
        name,
        place: { kind: 'elasticsearch', url: proxy.url, index: 'raw', preset: 'raw-logpush' },
        credentials,
      });
    await add('by-key', { apiKey: 'c2VjcmV0LWtleQ==' });
    await add('by-user', { user: 'reader', password: 'pass-word' });
    await add('refused', { user: 'reader', password: 'wrong-word' });
    try {
      for (const name of ['by-key', 'by-user'])
        expect(await weir.client.post(`/sources/${name}/test`, {})).toMatchObject({ events: 25_000 });
      await expect(weir.client.post('/sources/refused/test', {})).rejects.toMatchObject({
        code: 'source_refused',
        field: 'credentials',
      });
      const run = await weir.run({ source: 'refused', ...range });
      expect(run).toMatchObject({ state: 'failed', error: { code: 'source_refused' } });
      const shown = JSON.stringify([run, await weir.client.get('/sources')]);
      for (const secret of ['c2VjcmV0LWtleQ', 'pass-word', 'wrong-word']) expect(shown).not.toContain(secret);
    } finally {
      proxy.stop();
    }
  });

  test('what cannot work is said in one sentence, by the test and by the run', async () => {
    await weir.client.post('/sources', {
      name: 'gone',
      place: { kind: 'elasticsearch', url: 'http://127.0.0.1:9', index: 'x', preset: 'raw-logpush' },
    });
    await source('missing', 'raw-logpush', { index: 'no-such-index' });
    await source('untimed', 'raw-logpush');
    for (const [name, code, sentence] of [
      ['gone', 'source_unreachable', /127\.0\.0\.1:9 cannot be reached/],
      ['missing', 'source_unusable', /no index "no-such-index"/],
      ['untimed', 'source_unusable', /no usable time field/],
    ] as const) {
      await expect(weir.client.post(`/sources/${name}/test`, {})).rejects.toMatchObject({
        code,
        message: expect.stringMatching(sentence),
      });
      expect(await weir.run({ source: name, ...range })).toMatchObject({
        state: 'failed',
        events: 0,
        batches: 0,
        error: { code, message: expect.stringMatching(sentence) },
      });
    }
  });
});
