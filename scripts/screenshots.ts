// Makes the README's pictures from the sample: `npm run screenshots`.
import { mkdirSync } from 'node:fs';
import type { Browser } from '@playwright/test';
import { look, type PivotView, viewParams } from '#core/pivot/view.ts';
import type { RunView } from '#core/run/view.ts';
import { openBrowser } from '#e2e/servers/browser.ts';
import { startRedis } from '#e2e/servers/redis.ts';
import { startWeir } from '#e2e/servers/weir.ts';
import type { Env } from '#server/env.ts';
import { buildIfChanged } from './build.ts';
import { makeSample, sampleMap, sampleName } from './sample/make-sample.ts';

const folder = 'docs/pictures';

type Picture = {
  name: string;
  path: string;
  theme: 'light' | 'dark';
  size: [width: number, height: number];
  ready: string;
};

async function take(browser: Browser, url: string, { name, path, theme, size: [width, height], ready }: Picture) {
  const context = await browser.newContext({
    viewport: { width, height },
    colorScheme: theme,
    locale: 'en-US',
    reducedMotion: 'reduce',
    hasTouch: width < 700,
  });
  const page = await context.newPage();
  await page.goto(url + path);
  await page.locator(ready).first().waitFor();
  await page.waitForLoadState('networkidle');
  await page.screenshot({ path: `${folder}/${name}.png` });
  await context.close();
}

function pivotPath(run: RunView, spec: Partial<PivotView['spec']>, changed: Partial<PivotView['look']> = {}): string {
  const view: PivotView = {
    source: sampleName,
    range: { from: run.from, to: run.to },
    zone: 'UTC',
    map: sampleMap,
    spec: { rows: [], columns: [], values: ['count'], filters: [], ...spec },
    look: { ...look.parse({}), ...changed },
  };
  return `/pivot?${viewParams(view)}`;
}

if (!buildIfChanged()) process.exit(1);
mkdirSync(folder, { recursive: true });
const redis = await startRedis();
const weir = await startWeir(redis.url);
const browser = await openBrowser();
try {
  await makeSample({ dataDir: weir.dataDir, lagMs: 300_000, token: undefined } as Env, weir.url);
  const { runs } = await weir.client.get<{ runs: RunView[] }>('/runs');
  const run = runs[0] as RunView;
  const group = { field: 'map.group' };
  const wide: Picture['size'] = [1440, 900];
  const sparkline = '[role="treegrid"] svg path[stroke="currentColor"]';
  const pivot = pivotPath(run, { rows: [group, { field: 'RuleID' }], columns: [{ field: 'Action' }] });
  const hours = pivotPath(run, { rows: [group], columns: [{ field: 'Datetime:1h' }] }, { heat: 'row', chart: 'lines' });
  const pictures: Picture[] = [
    { name: 'pivot', path: pivot, theme: 'light', size: wide, ready: sparkline },
    { name: 'hours', path: hours, theme: 'dark', size: wide, ready: 'figure svg' },
    { name: 'run', path: `/runs/${run.id}`, theme: 'light', size: wide, ready: 'h1' },
    { name: 'phone', path: pivot, theme: 'light', size: [390, 844], ready: '[role="rowheader"]' },
  ];
  for (const picture of pictures) await take(browser, weir.url, picture);
} finally {
  await browser.close();
  await weir.stop();
  await redis.stop();
}
process.exit(0);
