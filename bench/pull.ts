import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { missingForElasticsearch, startElasticsearch } from '#e2e/servers/elasticsearch.ts';
import { startRedis } from '#e2e/servers/redis.ts';
import { startWeir, type TestWeir } from '#e2e/servers/weir.ts';
import { sampleEvents } from '#scripts/sample/events.ts';
import { writeEvents } from '#scripts/sample/make-sample.ts';
import { drain } from './drain.ts';
import type { BenchRow } from './row.ts';

const from = Date.UTC(2026, 0, 1);
const to = from + 86_400_000;
const range = { from: '2026-01-01', to: '2026-01-02' };
const command = 'npm run bench -- pull';

/** CPU time in s and peak memory in MiB of a process, from Linux's own accounts. */
function accounts(pid: number): { cpu: number; peak: number } {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  const peak = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? '0';
  return { cpu: (Number(stat[11]) + Number(stat[12])) / 100, peak: Number(peak) / 1024 };
}

async function timedRun(weir: TestWeir, source: string, more: object = {}) {
  const before = accounts(weir.pid('batches'));
  const start = performance.now();
  const run = await weir.run({ source, ...range, ...more });
  const seconds = (performance.now() - start) / 1000;
  const after = accounts(weir.pid('batches'));
  if (run.state !== 'complete') throw new Error(`The run is ${run.state}: ${run.error?.message}`);
  return { run, seconds, cpu: after.cpu - before.cpu };
}

const million = 1_000_000;

/** Without these an event of the sample takes some 800 bytes, as the target says. */
const seldomFilled = [
  'ClientRefererHost',
  'ClientRefererPath',
  'ClientRefererQuery',
  'ClientRefererScheme',
  'OriginatorRayID',
  'Ref',
  'ZoneName',
];

async function benchNdjson(weir: TestWeir): Promise<BenchRow[]> {
  const total = 2 * million;
  const path = join(weir.incoming, 'events.ndjson');
  await writeEvents(path, { seed: 1, total, from, to, addresses: 50_000 }, seldomFilled);
  await weir.client.post('/sources', { name: 'files', place: { kind: 'ndjson', path, preset: 'raw-logpush' } });
  const { run, seconds, cpu } = await timedRun(weir, 'files');
  const bytes = Math.round(statSync(path).size / total);
  return [
    {
      name: `NDJSON to finished run, 2 million events of ${bytes} bytes`,
      value: `${Math.round(run.read / seconds).toLocaleString('en-US')} events/s, ${((cpu * 1e6) / run.read).toFixed(1)} core-µs an event`,
      target: '≥ 250,000 events/s',
      floor: '–',
      ratio: '–',
      command,
    },
  ];
}

async function benchElasticsearch(weir: TestWeir, url: string): Promise<BenchRow[]> {
  const total = million;
  await fetch(`${url}/events`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      settings: { number_of_replicas: 0, refresh_interval: '-1' },
      mappings: { properties: { Datetime: { type: 'date' }, Metadata: { type: 'flattened' } } },
    }),
  });
  let body = '';
  let count = 0;
  for (const event of sampleEvents({ seed: 1, total, from, to, addresses: 50_000 })) {
    body += `{"index":{}}\n${JSON.stringify(event)}\n`;
    if (++count % 10_000 > 0 && count < total) continue;
    const answer = await fetch(`${url}/events/_bulk`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-ndjson' },
      body,
    });
    if (((await answer.json()) as { errors: boolean }).errors) throw new Error('Indexing failed.');
    body = '';
  }
  await fetch(`${url}/events/_refresh`, { method: 'POST' });
  await fetch(`${url}/events/_forcemerge?max_num_segments=4`, { method: 'POST' });
  const floors: number[] = [];
  const rates: number[] = [];
  let cost = 0;
  for (let round = 0; round < 3; round++) {
    floors.push(await drain(url, 'events', from, to, 2));
    const name = `elasticsearch-${round}`;
    await weir.client.post('/sources', {
      name,
      place: { kind: 'elasticsearch', url, index: 'events', preset: 'raw-logpush' },
    });
    const { run, seconds, cpu } = await timedRun(weir, name);
    rates.push(run.read / seconds);
    cost = (cpu * 1e6) / run.read;
  }
  const ratios = rates.map((rate, round) => rate / (floors[round] ?? 1)).sort((a, b) => a - b);
  const middle = (list: number[]) => [...list].sort((a, b) => a - b)[1] ?? 0;
  return [
    {
      name: 'Elasticsearch raw-logpush, 1 million events, 2 windows at once',
      value: `${Math.round(middle(rates)).toLocaleString('en-US')} events/s, ${cost.toFixed(1)} core-µs an event`,
      target: '≥ 0.65 of the drain',
      floor: `${Math.round(middle(floors)).toLocaleString('en-US')} events/s (drain, 2 windows at once)`,
      ratio: `${ratios[1]?.toFixed(2)} (${ratios[0]?.toFixed(2)}–${ratios[2]?.toFixed(2)})`,
      command,
    },
  ];
}

/** Runs through all of Weir's processes, from the question to the stored pivot. */
export async function benchPull(): Promise<BenchRow[]> {
  const redis = await startRedis();
  const weir = await startWeir(redis.url);
  try {
    const rows = await benchNdjson(weir);
    if (missingForElasticsearch() === undefined) {
      const server = await startElasticsearch('1g');
      try {
        rows.push(...(await benchElasticsearch(weir, server.url)));
      } finally {
        await server.stop();
      }
    }
    for (const [role, target] of [
      ['batches', 1024],
      ['queries', 1024],
      ['control', 1024],
      ['web', 400],
    ] as const) {
      const { peak } = accounts(weir.pid(role));
      rows.push({
        name: `peak memory of the ${role} process over all of this`,
        value: `${Math.round(peak)} MiB`,
        target: `< ${target} MiB`,
        floor: '–',
        ratio: '–',
        command,
      });
    }
    return rows;
  } finally {
    await weir.stop();
    await redis.stop();
  }
}
