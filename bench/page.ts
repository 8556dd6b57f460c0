import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, CDPSession, Page } from '@playwright/test';
import { look, type PivotView, viewParams } from '#core/pivot/view.ts';
import { browserPath, openBrowser } from '#e2e/servers/browser.ts';
import { startRedis } from '#e2e/servers/redis.ts';
import { startWeir, type TestWeir } from '#e2e/servers/weir.ts';
import { openDataFolder } from '#server/data-folder.ts';
import { openDuck } from '#server/lake/duckdb.ts';
import { generateDataset } from './events.ts';
import type { BenchRow } from './row.ts';

const from = Date.UTC(2026, 0, 1);
const range = { from: '2026-01-01T00:00:00Z', to: '2026-01-02T00:00:00Z' };
const command = 'npm run bench -- page';
const map = 'bench-rules';

const row = (name: string, value: string, target: string, floor = '–', ratio = '–'): BenchRow => ({
  name,
  value,
  target,
  floor,
  ratio,
  command,
});

/** Puts a source into Weir whose events are generated straight into the lake. */
async function addEvents(weir: TestWeir, name: string, total: number, more: Record<string, string> = {}) {
  const path = join(weir.incoming, name);
  mkdirSync(path);
  const place = { kind: 'ndjson', path, preset: 'raw-logpush' };
  const { dataset } = await weir.client.post<{ dataset: string }>('/sources', { name, place });
  const folder = openDataFolder(weir.dataDir);
  const duck = await openDuck(folder, { memoryMb: 384, threads: 2 });
  try {
    mkdirSync(join(folder.lake, dataset), { recursive: true });
    await duck.use((connection) => generateDataset(connection, join(folder.lake, dataset), from, total, more));
  } finally {
    duck.close();
  }
}

function address(weir: TestWeir, source: string, spec: Partial<PivotView['spec']>, withMap: boolean): string {
  const view: PivotView = {
    source,
    range,
    zone: 'UTC',
    map: withMap ? map : null,
    spec: { rows: [], columns: [], values: ['count'], filters: [], ...spec },
    look: { ...look.parse({}), trend: false },
  };
  return `${weir.url}/pivot?${viewParams(view)}`;
}

/** Waits until another artefact's table is on the screen, all its values in sight there; when that was, by the page's clock. */
async function tableShown(page: Page, before: string | null): Promise<number> {
  const shown = await page.waitForFunction(
    (old) => {
      const grid = document.querySelector<HTMLElement>('[role="treegrid"]');
      const key = grid?.dataset.artefact;
      if (!grid || !key || key === old || document.querySelector('[data-old]')) return false;
      const cells = [...grid.querySelectorAll('[role="gridcell"]')];
      return cells.length > 0 && cells.every((cell) => cell.textContent !== '') ? performance.now() : false;
    },
    before,
    { polling: 'raf', timeout: 120_000 },
  );
  return (await shown.jsonValue()) as number;
}

const artefactOf = (page: Page) =>
  page.evaluate(() => document.querySelector<HTMLElement>('[role="treegrid"]')?.dataset.artefact ?? null);

/** The moment of the last press, by the page's clock. */
const pressedAt = (page: Page) => page.evaluate(() => (window as unknown as { pressed: number }).pressed);

async function watchPresses(page: Page): Promise<void> {
  await page.evaluate(() => {
    addEventListener('click', () => Object.assign(window, { pressed: performance.now() }), { capture: true });
  });
}

const percentile = (values: number[], share: number) =>
  [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? 0;

const labels = [
  ...[
    'Client country',
    'Method',
    'Client ASN',
    'Edge status',
    'Host',
    'Rule ID',
    'Security product',
    'Kind',
    'Match index',
  ],
];

/** Fields put into the rows and taken out again, as an analyst does; each table is new, then the same from the cache. */
async function benchChanges(page: Page, url: string): Promise<BenchRow[]> {
  await page.goto(url);
  await tableShown(page, null);
  await watchPresses(page);
  const [fresh, cached]: [number[], number[]] = [[], []];
  for (const place of ['Rows', 'Columns']) {
    for (const label of labels) {
      const before = await artefactOf(page);
      await page.getByRole('region', { name: 'Fields' }).getByRole('button', { name: label, exact: true }).click();
      await page.getByRole('menuitem', { name: place, exact: true }).click();
      const shown = await tableShown(page, before);
      fresh.push(shown - (await pressedAt(page)));
      const after = await artefactOf(page);
      await page.getByRole('button', { name: 'Undo' }).click();
      const back = await tableShown(page, after);
      cached.push(back - (await pressedAt(page)));
    }
  }
  const list = (values: number[]) =>
    `p50 ${Math.round(percentile(values, 0.5))}, p95 ${Math.round(percentile(values, 0.95))}, max ${Math.round(Math.max(...values))} ms`;
  return [
    row(
      `10 million events: field changed to new table on the screen, ${fresh.length} times`,
      list(fresh),
      'p95 < 800 ms',
    ),
    row(`the table before, from the cache, ${cached.length} times`, list(cached), 'p95 < 150 ms'),
  ];
}

async function frames(page: Page, axis: 'top' | 'left', step: number): Promise<number[]> {
  return page.evaluate(
    ([side, by]) =>
      new Promise<number[]>((done) => {
        const grid = document.querySelector('[role="treegrid"]') as HTMLElement;
        const taken: number[] = [];
        let last = performance.now();
        const tick = (now: number) => {
          taken.push(now - last);
          last = now;
          if (side === 'top') grid.scrollTop += by as number;
          else grid.scrollLeft += by as number;
          if (taken.length < 180) requestAnimationFrame(tick);
          else done(taken.slice(1));
        };
        requestAnimationFrame(tick);
      }),
    [axis, step] as const,
  );
}

async function heapOf(session: CDPSession): Promise<number> {
  await session.send('HeapProfiler.collectGarbage');
  const { metrics } = await session.send('Performance.getMetrics');
  return (metrics.find(({ name }) => name === 'JSHeapUsedSize')?.value ?? 0) / 2 ** 20;
}

async function benchHuge(page: Page, url: string): Promise<BenchRow[]> {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  await page.goto(url);
  const shown = await tableShown(page, null);
  const answered = await page
    .evaluate(
      () =>
        performance
          .getEntriesByType('resource')
          .findLast(({ name }) => name.endsWith('/api/v1/pivots')) as PerformanceResourceTiming,
    )
    .then(({ responseEnd }) => responseEnd);
  const size = await page.evaluate(() => {
    const grid = document.querySelector('[role="treegrid"]');
    return [grid?.getAttribute('aria-rowcount'), grid?.getAttribute('aria-colcount')].map(Number);
  });
  const down = await frames(page, 'top', 900);
  const across = await frames(page, 'left', 300);
  const heap = await heapOf(session);
  const words = (values: number[]) =>
    `p50 ${percentile(values, 0.5).toFixed(0)}, p95 ${percentile(values, 0.95).toFixed(0)}, max ${Math.max(...values).toFixed(0)} ms`;
  return [
    row(
      `${size.map((one) => (one ?? 0).toLocaleString('en-US')).join(' rows × ')} columns: the answer to the first paint`,
      `${Math.round(shown - answered)} ms`,
      '< 1000 ms',
    ),
    row('frames while scrolling it down, 900 px a frame', words(down), 'aim < 50 ms'),
    row('frames while scrolling it across, 300 px a frame', words(across), 'aim < 50 ms'),
    row('JavaScript heap of the page after that', `${Math.round(heap)} MiB`, '< 300 MiB'),
  ];
}

async function benchWeight(browser: Browser, url: string): Promise<BenchRow> {
  const page = await browser.newPage();
  await page.goto(url);
  await tableShown(page, null);
  const bytes = await page.evaluate(() =>
    performance
      .getEntriesByType('resource')
      .filter((one) => (one as PerformanceResourceTiming).initiatorType === 'script' || one.name.endsWith('.js'))
      .reduce((sum, one) => sum + (one as PerformanceResourceTiming).encodedBodySize, 0),
  );
  await page.close();
  return row(
    'JavaScript of the pivot page until its table is there, gzipped',
    `${Math.round(bytes / 1000)} kB`,
    '< 350 kB',
  );
}

/** Lighthouse is fetched for this figure alone. */
function benchLighthouse(url: string): BenchRow {
  const folder = mkdtempSync(join(tmpdir(), 'weir-lighthouse-'));
  try {
    const name = 'Lighthouse, accessibility of the pivot page';
    const run = (program: string, ...words: string[]) =>
      spawnSync(program, words, { cwd: folder, encoding: 'utf8', env: { ...process.env, CHROME_PATH: browserPath } });
    if (
      run('npm', 'install', '--no-audit', '--no-fund', '--loglevel=error', '--prefix', folder, 'lighthouse').status !==
      0
    )
      return row(name, 'not to be had', '≥ 95');
    const flags = '--headless --no-sandbox --disable-gpu --disable-quic --disable-background-networking';
    const made = run(
      join(folder, 'node_modules', '.bin', 'lighthouse'),
      url,
      '--only-categories=accessibility',
      '--output=json',
      '--output-path=report.json',
      '--quiet',
      `--chrome-flags=${flags}`,
    );
    if (made.status !== 0) throw new Error(made.stderr);
    const report = JSON.parse(readFileSync(join(folder, 'report.json'), 'utf8')) as {
      categories: { accessibility: { score: number } };
    };
    return row(name, String(Math.round(report.categories.accessibility.score * 100)), '≥ 95');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The pivot page in a real browser, over all of Weir's processes. */
export async function benchPage(): Promise<BenchRow[]> {
  const redis = await startRedis();
  const weir = await startWeir(redis.url);
  const browser = await openBrowser();
  try {
    const rules = Array.from({ length: 550 }, (_one, index) => `${100_000 + index},group ${index % 12}`);
    await weir.client.upload(`/maps?name=${map}`, new Blob([`rule_id,group\n${rules.join('\n')}\n`]));
    await addEvents(weir, 'ten-million', 10_000_000);
    await addEvents(weir, 'wide', 2_000_000, {
      ClientIP: `format('2001:db8::{:x}', i % 100000)`,
      ClientASN: '64000 + hash(i) % 500',
    });
    const usual = address(
      weir,
      'ten-million',
      { rows: [{ field: 'map.group' }], columns: [{ field: 'Action' }] },
      true,
    );
    const huge = address(weir, 'wide', { rows: [{ field: 'ClientIP' }], columns: [{ field: 'ClientASN' }] }, false);
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    const rows = await benchChanges(page, usual);
    rows.push(...(await benchHuge(page, huge)));
    await page.close();
    rows.push(await benchWeight(browser, usual), benchLighthouse(usual));
    return rows;
  } finally {
    await browser.close();
    await weir.stop();
    await redis.stop();
  }
}
