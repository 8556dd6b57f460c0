import { createWriteStream, existsSync, mkdirSync, openAsBlob, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { openClient } from '#cli/client.ts';
import { csvLine } from '#core/export/csv.ts';
import { compactTime } from '#core/lake-file.ts';
import { day, formatTime, hour } from '#core/time.ts';
import type { Env } from '#server/env.ts';
import { type SampleOptions, sampleEvents } from './events.ts';
import { rules } from './rules.ts';

export const sampleName = 'sample';
export const sampleMap = 'sample-rules';

/** Writes events as lines of JSON, without the fields to omit. */
export async function writeEvents(path: string, options: SampleOptions, omit: readonly string[] = []): Promise<void> {
  const lines = function* () {
    let chunk = '';
    for (const event of sampleEvents(options)) {
      for (const field of omit) delete event[field];
      chunk += `${JSON.stringify(event)}\n`;
      if (chunk.length > 1_000_000) {
        yield chunk;
        chunk = '';
      }
    }
    yield chunk;
  };
  await pipeline(Readable.from(lines()), createWriteStream(path));
}

/**
 * Makes the sample on the first start: its files, its source, its rule map, its first run. Whatever an interrupted start
 * left undone is done by the next, and nothing twice; a file in the sample's folder says that all of it is there.
 */
export async function makeSample(env: Env, url: string): Promise<void> {
  const folder = join(env.dataDir, 'sample');
  const done = join(folder, 'made');
  if (existsSync(done)) return;
  process.stderr.write('Making the sample …\n');
  mkdirSync(join(folder, 'events'), { recursive: true });
  const plan = join(folder, 'plan.json');
  if (!existsSync(plan)) {
    const to = Math.floor((Date.now() - env.lagMs) / hour) * hour;
    const file = `${compactTime(to - day).slice(0, 15)}Z_${compactTime(to).slice(0, 15)}Z_sample.ndjson`;
    const beside = join(folder, 'events', `.${file}`);
    await writeEvents(beside, { seed: 42, total: 200_000, from: to - day, to, addresses: 20_000 });
    renameSync(beside, join(folder, 'events', file));
    const table = [
      csvLine(['rule_id', 'name', 'group', 'severity', 'paranoia']),
      ...rules
        .filter(({ late }) => !late)
        .map((rule) => csvLine([rule.id, rule.name, rule.group, rule.severity, rule.paranoia])),
    ];
    writeFileSync(join(folder, 'rules.csv'), table.join(''));
    writeFileSync(plan, JSON.stringify({ from: formatTime(to - day), to: formatTime(to) }));
  }
  const range = JSON.parse(readFileSync(plan, 'utf8')) as { from: string; to: string };
  const client = openClient(url, env.token);
  const { sources } = await client.get<{ sources: { name: string }[] }>('/sources');
  if (!sources.some(({ name }) => name === sampleName)) {
    await client.post('/sources', {
      name: sampleName,
      place: { kind: 'ndjson', path: join(folder, 'events'), preset: 'raw-logpush' },
    });
  }
  const { maps } = await client.get<{ maps: { name: string }[] }>('/maps');
  if (!maps.some(({ name }) => name === sampleMap)) {
    await client.upload(`/maps?name=${sampleMap}`, await openAsBlob(join(folder, 'rules.csv')));
  }
  const { runs } = await client.get<{ runs: { id: string; source: string }[] }>('/runs');
  const run =
    runs.find(({ source }) => source === sampleName) ??
    (await client.post<{ id: string }>('/runs', { source: sampleName, map: sampleMap, ...range }));
  let state = '';
  for await (const view of client.watch<{ state: string }>(`/runs/${run.id}/progress`)) state = view.state;
  if (state !== 'complete') {
    process.stderr.write(`The sample's run is ${state}.\n`);
    return;
  }
  writeFileSync(done, '');
  process.stderr.write(
    `The sample is ready: 24 hours, 200,000 events, source "${sampleName}", rule map "${sampleMap}".\n`,
  );
}
