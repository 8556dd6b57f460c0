import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { lines, logpushEvent } from './servers/events.ts';
import { type RedisServer, startRedis } from './servers/redis.ts';
import { type Role, startWeir, type TestWeir } from './servers/weir.ts';

let redis: RedisServer;
let weir: TestWeir;
const range = { from: '2026-01-31T00:00:00Z', to: '2026-02-02T00:00:00Z' };

beforeAll(async () => {
  redis = await startRedis();
  weir = await startWeir(redis.url);
});

afterAll(async () => {
  await weir?.stop();
  await redis?.stop();
});

/** Four files of 30,000 events, so that a run has work to be interrupted in. */
async function prepare(name: string): Promise<void> {
  mkdirSync(join(weir.incoming, name));
  for (let file = 0; file < 4; file++) {
    const events = Array.from({ length: 30_000 }, (_one, index) => logpushEvent(file * 30_000 + index));
    writeFileSync(join(weir.incoming, name, `${file}.ndjson`), lines(events));
  }
  await weir.client.post('/sources', {
    name,
    place: { kind: 'ndjson', path: join(weir.incoming, name), preset: 'raw-logpush' },
  });
}

async function until(run: string, state: 'running' | 'done'): Promise<void> {
  for (;;) {
    const { batches } = await weir.client.get<{ batches: { state: string }[] }>(`/runs/${run}/batches`);
    if (batches.some((batch) => batch.state === state)) return;
    await wait(5);
  }
}

const whole = {
  state: 'complete',
  events: 120_000,
  expected: 120_000,
  read: 120_000,
  stored: 120_000,
  duplicates: 0,
  rejected: 0,
};

test.each(['batches', 'control', 'web', 'queries'] as const)(
  'kill -9 of %s in the middle of a run changes no total',
  async (role: Role) => {
    await prepare(`kill-${role}`);
    const { id } = await weir.client.post<{ id: string }>('/runs', { source: `kill-${role}`, ...range });
    await until(id, 'running');
    await weir.kill(role);
    await weir.start(role);
    expect(await weir.ended(id)).toMatchObject(whole);
  },
);

test('kill -9 of Redis in the middle of a run changes no total', async () => {
  await prepare('kill-redis');
  const { id } = await weir.client.post<{ id: string }>('/runs', { source: 'kill-redis', ...range });
  await until(id, 'running');
  await redis.kill();
  await expect(weir.client.post('/pivots', { source: 'kill-redis', ...range })).rejects.toMatchObject({
    code: 'unavailable',
  });
  await redis.start();
  expect(await weir.ended(id)).toMatchObject(whole);
});
