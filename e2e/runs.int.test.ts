import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { lakeFileName, windowKey } from '#core/lake-file.ts';
import type { Coverage } from '#core/run/coverage.ts';
import type { BatchView, RunList, RunPlan, RunWord } from '#core/run/view.ts';
import { datasetId, type SourceRef } from '#core/source.ts';
import { hour, minute } from '#core/time.ts';
import { addBatches } from './servers/batches.ts';
import { lines, logpushEvent, startOfEvents } from './servers/events.ts';
import { startWeir, type TestWeir } from './servers/weir.ts';

let weir: TestWeir;

beforeAll(async () => {
  weir = await startWeir(inject('redisUrl'));
});

afterAll(() => weir?.stop());

const range = { from: '2026-01-31T08:00:00Z', to: '2026-01-31T09:00:00Z' };
const events = Array.from({ length: 200 }, (_one, index) => logpushEvent(index));

const coverage = (source: string, asked: { from: string; to: string } = range) =>
  weir.client.get<Coverage>(`/coverage?${new URLSearchParams({ source, ...asked })}`);
const plan = (source: string, more: object = {}) =>
  weir.client.post<RunPlan>('/runs/plan', { source, ...range, ...more });

describe('a folder of files', () => {
  const file = (name: string) => join(weir.incoming, 'files', name);

  test('its plan and its coverage change as its files are pulled', async () => {
    mkdirSync(join(weir.incoming, 'files'));
    writeFileSync(file('a.ndjson'), lines(events.slice(0, 100)));
    writeFileSync(file('b.ndjson'), lines(events.slice(100)));
    await weir.client.post('/sources', {
      name: 'files',
      place: { kind: 'ndjson', path: join(weir.incoming, 'files'), preset: 'raw-logpush' },
    });
    expect(await plan('files')).toMatchObject({ stored: 0, batches: 2, secondsEstimate: null, notice: null, ...range });
    expect(await coverage('files')).toMatchObject({ share: 0, segments: 2, missingSegments: 2, storedEvents: 0 });

    await weir.run({ source: 'files', ...range });
    expect(await plan('files')).toMatchObject({ stored: 200, batches: 0, estimate: 0, secondsEstimate: 0 });
    expect(await coverage('files')).toMatchObject({
      kind: 'segments',
      share: 1,
      segments: 2,
      missingSegments: 0,
      storedEvents: 200,
      missing: [],
      first: startOfEvents,
      last: startOfEvents + 199_001,
    });

    writeFileSync(file('c.ndjson'), lines(events.slice(0, 10)));
    expect(await coverage('files')).toMatchObject({
      segments: 3,
      missingSegments: 1,
    });
    expect((await coverage('files')).missing.at(-1)?.to).toBe(startOfEvents + hour);
    const again = await plan('files');
    expect(again).toMatchObject({ stored: 200, batches: 1 });
    expect(again.estimate).toBeGreaterThan(0);
    expect(again.secondsEstimate).toBeGreaterThan(0);
  });

  test('what a run read is kept with its batches, and told as it happens', async () => {
    const { runs, total } = await weir.client.get<RunList>('/runs?source=files&state=complete');
    const [run] = runs;
    expect(total).toBe(1);
    expect(run).toMatchObject({ pulled: 200, batches: 2, batchStates: { done: 2 }, stopping: false });
    expect(run?.rate).toBeGreaterThan(0);
    const { batches } = await weir.client.get<{ batches: BatchView[] }>(`/runs/${run?.id}/batches`);
    expect(batches.map(({ state, read }) => [state, read])).toEqual([
      ['done', 100],
      ['done', 100],
    ]);
    const words: RunWord[] = [];
    for await (const word of weir.client.watch<RunWord>(`/runs/${run?.id}/progress`)) words.push(word);
    expect(words).toHaveLength(1);
    expect(words[0]?.changed.map(({ read }) => read)).toEqual([100, 100]);
  });

  test('a folder that is gone cannot be planned, but what is stored of it is known', async () => {
    writeFileSync(join(weir.incoming, 'alone.ndjson'), lines(events));
    await weir.client.post('/sources', {
      name: 'alone',
      place: { kind: 'ndjson', path: join(weir.incoming, 'alone.ndjson'), preset: 'raw-logpush' },
    });
    await weir.run({ source: 'alone', ...range });
    writeFileSync(join(weir.incoming, 'alone.ndjson'), '');
    expect(await coverage('alone')).toMatchObject({ share: 1, segments: 1, storedEvents: 200 });
    rmSync(join(weir.incoming, 'alone.ndjson'));
    expect(await coverage('alone')).toMatchObject({ share: null, missingSegments: null, storedEvents: 200 });
    expect((await coverage('alone')).trouble).toMatch(/alone\.ndjson/);
    await expect(plan('alone')).rejects.toMatchObject({ code: expect.stringMatching(/^(invalid|source_unusable)$/) });
  });
});

describe('windows of an index', () => {
  const start = Date.parse(range.from);
  const file = (from: number, to: number, final = true, stored = 10) => {
    const window = { from: start + from * minute, to: start + to * minute };
    const counts = { stored, read: stored, expected: stored, duplicates: 0, rejected: 0 };
    const said = { kind: 'window', key: windowKey(window), print: null, range: window, generation: 1 } as const;
    return lakeFileName({ ...said, final, counts });
  };

  test('names of files alone say what is stored, provisional and missing; the store what failed; the source nothing', async () => {
    const source = await weir.client.post<SourceRef>('/sources', {
      name: 'index',
      place: { kind: 'elasticsearch', url: 'http://127.0.0.1:9', index: 'waf', preset: 'elastic-ecs' },
    });
    const planned = plan('index').catch((error: unknown) => error);
    expect(await coverage('index')).toMatchObject({ kind: 'windows', share: 0, first: null, storedEvents: 0 });
    const folder = join(weir.dataDir, 'lake', datasetId(source));
    mkdirSync(folder);
    for (const name of [file(0, 15), file(15, 20, false), file(-120, -60), 'not a file of the lake']) {
      writeFileSync(join(folder, name), '');
    }
    await addBatches(weir, source, { from: start, to: start + hour }, [
      { from: start, to: start + 15 * minute, state: 'failed' },
      { from: start + 45 * minute, to: start + hour, state: 'failed' },
    ]);
    const found = await coverage('index', { from: range.from, to: '2026-01-31T08:59:30Z' });
    expect(found).toMatchObject({
      share: 20 / 60,
      storedEvents: 20,
      reachesBeyond: false,
      missingSegments: null,
      missing: [{ from: start + 20 * minute, to: start + hour }],
      first: start - 2 * hour,
      last: start + 20 * minute,
    });
    expect(found.pieces.map(({ from, to, state }) => [(from - start) / minute, (to - start) / minute, state])).toEqual([
      [0, 15, 'final'],
      [15, 20, 'provisional'],
      [20, 45, 'missing'],
      [45, 60, 'failed'],
    ]);
    expect(await planned).toMatchObject({ code: 'source_unreachable' });
  });

  test('a list of runs with thousands of batches each answers at once', async () => {
    const source = await weir.client.get<SourceRef>('/sources/index');
    const windows = Array.from({ length: 2000 }, (_one, index) => ({
      from: start + index * minute,
      to: start + (index + 1) * minute,
      state: index % 100 === 0 ? ('failed' as const) : ('done' as const),
    }));
    await addBatches(weir, source, { from: start, to: start + 2000 * minute }, windows, 100);
    const list = await weir.client.get<RunList>('/runs');
    expect(list.runs).toHaveLength(100);
    expect(list.runs[0]).toMatchObject({ batches: 2000, batchStates: { done: 1980, failed: 20 }, pulled: 1980 });
    // However busy the machine is, one of many asks finds it free.
    let best = Number.POSITIVE_INFINITY;
    for (let ask = 0; ask < 50 && best >= 100; ask++) {
      const before = performance.now();
      await weir.client.get('/runs');
      best = Math.min(best, performance.now() - before);
    }
    expect(best).toBeLessThan(100);
  });
});

test.each([
  ['/runs?state=done', 'state'],
  ['/runs?source=nowhere', 'source'],
  ['/runs?limit=1000', 'limit'],
  ['/coverage?source=files', 'from'],
  [`/coverage?source=nowhere&from=${range.from}&to=${range.to}`, 'source'],
  [`/coverage?source=files&from=${range.to}&to=${range.from}`, 'from'],
])('GET %s is answered with 400 and the field', async (path, field) => {
  await expect(weir.client.get(path)).rejects.toMatchObject({ code: 'invalid', field });
});

test.each([
  [{ source: 'nowhere' }, 'source'],
  [{ to: 'soon' }, 'to'],
  [{ from: '2199-01-01', to: '2199-01-02' }, 'from'],
  [{ windowMinutes: 0 }, 'windowMinutes'],
  [{ map: null }, 'map'],
])('a plan with %j is answered with 400 and the field', async (more, field) => {
  await expect(plan('files', more)).rejects.toMatchObject({ code: 'invalid', field });
});

test('the command line plans, lists and says what is stored', async () => {
  const asked = ['--source', 'files', '--from', range.from, '--to', range.to];
  expect(JSON.parse((await weir.weir('plan', ...asked)).out)).toMatchObject({ stored: 200, batches: 1 });
  expect(JSON.parse((await weir.weir('coverage', ...asked)).out)).toMatchObject({ segments: 3, missingSegments: 1 });
  expect(JSON.parse((await weir.weir('runs', '--source', 'files', '--limit', '1')).out)).toMatchObject({ total: 1 });
});
