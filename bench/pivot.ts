import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pivotSpec } from '#core/pivot/spec.ts';
import { openDataFolder } from '#server/data-folder.ts';
import { openDuck, sqlText } from '#server/lake/duckdb.ts';
import { lakeEngine } from '#server/lake/pivot/engine.ts';
import { generateDataset } from './events.ts';
import type { BenchRow } from './row.ts';

const from = Date.UTC(2026, 0, 1);
const day = 86_400_000;
const command = 'npm run bench -- pivot';

const group = { field: 'map.group' };
const action = { field: 'Action' };
const questions: [name: string, spec: object, targets: Record<number, number>][] = [
  [
    'group × action × hour',
    { rows: [group], columns: [action, { field: 'Datetime:1h' }], values: ['count'] },
    { 2: 300, 10: 1000 },
  ],
  [
    'group > rule × action, all subtotals',
    { rows: [group, { field: 'RuleID' }], columns: [action], values: ['count'] },
    { 10: 400 },
  ],
  [
    'the same with distinct client addresses',
    { rows: [group, { field: 'RuleID' }], columns: [action], values: ['count', 'distinct:ClientIP'] },
    { 10: 3500 },
  ],
  ['group × action with requests', { rows: [group], columns: [action], values: ['count', 'requests'] }, {}],
];

const median = (values: number[]) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

async function timed(times: number, work: () => Promise<unknown>): Promise<number> {
  const taken: number[] = [];
  for (let round = 0; round < times; round++) {
    const start = performance.now();
    await work();
    taken.push(performance.now() - start);
  }
  return median(taken);
}

/** Pivots over generated events, beside DuckDB alone counting the same files by rule, action and hour. */
export async function benchPivot(): Promise<BenchRow[]> {
  const folder = openDataFolder(mkdtempSync(join(tmpdir(), 'weir-bench-')));
  const duck = await openDuck(folder, { memoryMb: 384, threads: 2 });
  const engine = lakeEngine(duck, folder);
  const signal = new AbortController().signal;
  const rows: BenchRow[] = [];
  const map = { mapId: 'm', name: 'bench', version: 1, file: 'maps/m.parquet', columns: ['group'] };
  try {
    await duck.use((connection) =>
      connection.run(
        `COPY (SELECT (100000 + i)::VARCHAR AS key, format('group {}', i % 12) AS c0, i AS line FROM range(550) t(i)) TO ${sqlText(join(folder.maps, 'm.parquet'))} (FORMAT parquet)`,
      ),
    );
    for (const millions of [2, 10]) {
      const dataset = `events-${millions}`;
      mkdirSync(join(folder.lake, dataset));
      await duck.use((connection) =>
        generateDataset(connection, join(folder.lake, dataset), from, millions * 1_000_000),
      );
      const floorSql = `SELECT "RuleID", "Action", date_trunc('hour', "Datetime"), count(*) FROM read_parquet(${sqlText(join(folder.lake, dataset, '*.parquet'))}) GROUP BY ALL`;
      const floor = await timed(5, () => duck.use((connection) => connection.run(floorSql)));
      for (const [name, spec, targets] of questions) {
        const taken = await timed(5, async () => {
          rmSync(folder.artefacts, { recursive: true });
          mkdirSync(folder.artefacts);
          await engine.compute({ dataset, from, to: from + day, map, spec: pivotSpec.parse(spec) }, signal);
        });
        const target = targets[millions];
        rows.push({
          name: `${millions} million events: ${name}`,
          value: `${Math.round(taken)} ms`,
          target: target === undefined ? '–' : `< ${target} ms`,
          floor: `${Math.round(floor)} ms (DuckDB alone, rule × action × hour)`,
          ratio: (taken / floor).toFixed(1),
          command,
        });
      }
      const page = (one: ReturnType<typeof lakeEngine>, offset: number, count: boolean) =>
        one.listEvents(
          { dataset, from, to: from + day, map, spec: pivotSpec.parse({}) },
          { limit: 200, offset, order: 'oldest', count },
          signal,
        );
      const pages: [string, () => Promise<unknown>][] = [
        ['first page of 200 events, counted', () => page(lakeEngine(duck, folder), 0, true)],
        ['page of 200 events at offset 10,000', () => page(engine, 10_000, false)],
        ['page of 200 events at offset 90,000', () => page(engine, 90_000, false)],
      ];
      for (const [name, work] of pages) {
        const taken = Math.round(await timed(5, work));
        rows.push({
          name: `${millions} million events: ${name}`,
          value: `${taken} ms`,
          target: '–',
          floor: '–',
          ratio: '–',
          command,
        });
      }
    }
    const peak = `${Math.round(process.resourceUsage().maxRSS / 1024)} MiB`;
    rows.push({
      name: 'peak memory of the process, DuckDB limited to 384 MB',
      value: peak,
      target: '< 1024 MiB',
      floor: '–',
      ratio: '–',
      command,
    });
    return rows;
  } finally {
    duck.close();
    rmSync(folder.root, { recursive: true, force: true });
  }
}
