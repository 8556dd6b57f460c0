import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from '@playwright/test';
import { afterAll, afterEach, beforeAll, beforeEach, expect, inject, test } from 'vitest';
import { expectAccessible } from './servers/accessible.ts';
import { browserPath, openBrowser } from './servers/browser.ts';
import { lines, logpushEvent, startOfEvents } from './servers/events.ts';
import { startWeir, type TestWeir } from './servers/weir.ts';

let weir: TestWeir;
let browser: Browser;
let context: BrowserContext;
let page: Page;
let dialogs: number;

const range = { from: '2026-01-31T08:00:00Z', to: '2026-01-31T09:00:00Z' };
const request = '00000000000000ff';
const hostilePath = `/<script>window.hit=1;alert(1)</script><img src=x onerror="window.hit=1">\u202egnp.\u0000\u001b[31m${'A'.repeat(10_000)}`;
const hostile = logpushEvent(900, {
  ClientRequestHost: 'hostile.example.com',
  ClientRequestPath: hostilePath,
  RuleID: '',
  RayID: '',
  Metadata: { '<b>key</b>': ['\u202e<script>window.hit=1</script>'], deep: { deeper: { deepest: 'x' } } },
});

beforeAll(async () => {
  if (!browserPath) return;
  weir = await startWeir(inject('redisUrl'));
  browser = await openBrowser();
  const many = Array.from({ length: 1500 }, (_one, index) => logpushEvent(index));
  const siblings = [0, 1, 2].map((MatchIndex) =>
    logpushEvent(255, { MatchIndex, RuleID: MatchIndex === 2 ? 'ff9' : String(100_001 + MatchIndex), RayID: request }),
  );
  writeFileSync(
    join(weir.incoming, 'page.ndjson'),
    lines([...many.filter(({ RayID }) => RayID !== request), ...siblings, hostile]),
  );
  await weir.client.post('/sources', {
    name: 'page',
    place: { kind: 'ndjson', path: join(weir.incoming, 'page.ndjson'), preset: 'raw-logpush' },
  });
  const rows = Array.from({ length: 12 }, (_one, index) => `${100_000 + index},g${index % 2},name ${index}`);
  await weir.client.upload('/maps?name=groups', new Blob([`rule_id,group,name\n${rows.join('\n')}\n`]));
  expect(await weir.run({ source: 'page', map: 'groups', ...range })).toMatchObject({ state: 'complete' });
});

beforeEach(async () => {
  if (!browserPath) return;
  context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  page = await context.newPage();
  dialogs = 0;
  page.on('dialog', (dialog) => {
    dialogs++;
    void dialog.dismiss();
  });
});

afterEach(() => context?.close());

afterAll(async () => {
  await browser?.close();
  await weir?.stop();
});

const total = (words: string) => page.getByText(words, { exact: true }).waitFor();
const search = () => page.getByRole('combobox', { name: 'Search events' });
const clipboard = () => page.evaluate(() => navigator.clipboard.readText());

test.skipIf(!browserPath)('a Ray ID is found, its event opens, and from it its siblings', async () => {
  await page.goto(`${weir.url}/events`);
  await total('1,503 events');
  await search().fill(request.toUpperCase());
  await page.getByRole('option', { name: `Ray ID is ${request}` }).waitFor();
  await search().press('Enter');
  await total('3 events');
  expect(new URL(page.url()).searchParams.get('filters')).toContain(request);
  await expectAccessible(page);

  const grid = page.getByRole('grid');
  await grid.focus();
  await grid.press('Enter');
  const panel = page.getByRole('dialog', { name: 'Event' });
  await panel.getByText('name 1', { exact: true }).waitFor();
  const siblings = panel.getByRole('region', { name: 'Other events of the request' });
  await siblings.getByText('(2)').waitFor();
  await expectAccessible(page);
  await siblings.getByRole('button').nth(1).focus();
  await page.keyboard.press('Enter');
  await panel.getByText('no row in groups v1 has the id').waitFor();
  expect(await panel.evaluate((element) => element.contains(document.activeElement))).toBe(true);
  await panel.getByRole('button', { name: 'Copy JSON' }).click();
  await panel.getByRole('button', { name: 'Copied' }).waitFor();
  expect(JSON.parse(await clipboard())).toMatchObject({ RayID: request, RuleID: 'ff9', match: 'unmatched' });
  await page.keyboard.press('Escape');
  await panel.waitFor({ state: 'detached' });
  expect(await grid.evaluate((element) => element === document.activeElement)).toBe(true);

  await grid.press('Enter');
  await panel.getByRole('button', { name: 'Exclude this Rule ID' }).click();
  await total('2 events');
  await page.goBack();
  await total('3 events');
});

test.skipIf(!browserPath)('the list goes by keyboard to its end, in either order, and keeps its columns', async () => {
  await page.goto(`${weir.url}/events?source=page&range=${range.from}/${range.to}&map=groups`);
  const grid = page.getByRole('grid');
  const rows = grid.locator('[aria-selected="true"]');
  await grid.focus();
  await grid.press('End');
  await grid.locator('[aria-rowindex="1504"][aria-selected="true"]').getByText('2026-01-31 08:24:59').waitFor();
  await grid.press('PageUp');
  await grid.press('ArrowUp');
  expect(Number(await rows.getAttribute('aria-rowindex'))).toBeLessThan(1_500);
  await page.getByText('Newest first').click();
  await grid.locator('[aria-rowindex="2"]').getByText('2026-01-31 08:24:59').waitFor();
  await page.getByRole('button', { name: 'Columns' }).click();
  await page.getByLabel('Find a column').fill('user agent');
  await page.getByRole('checkbox', { name: 'User agent' }).check();
  await page.keyboard.press('Escape');
  await grid.getByRole('columnheader', { name: 'User agent' }).waitFor();
  expect(page.url()).toMatch(/order=newest.*columns=.*ClientRequestUserAgent/);
  await page.goto(`${weir.url}/events?source=page&range=${range.from}/${range.to}&map=groups`);
  await grid.getByRole('columnheader', { name: 'User agent' }).waitFor();
});

test.skipIf(!browserPath)('what an attacker wrote is shown, never run, and breaks no layout', async () => {
  const filters = JSON.stringify([{ field: 'ClientRequestHost', op: 'is', values: ['hostile.example.com'] }]);
  for (const width of [1440, 390]) {
    await page.setViewportSize({ width, height: 844 });
    await page.goto(
      `${weir.url}/events?source=page&range=${range.from}/${range.to}&map=groups&filters=${encodeURIComponent(filters)}`,
    );
    await total('1 event');
    const row = page.getByRole('grid').locator('[aria-rowindex="2"]');
    await row.getByText('/<script>window.hit=1;alert(1)</script>').waitFor();
    expect(await row.textContent()).toContain('⟨U+202E⟩gnp.␀␛[31m');
    expect((await row.boundingBox())?.height).toBeLessThanOrEqual(32);
    await page.getByRole('grid').press('Enter');
    const panel = page.getByRole('dialog', { name: 'Event' });
    await panel.getByText('The event has no rule id.').waitFor();
    await panel.getByText('The event has no Ray ID').waitFor();
    await panel.getByText('<b>key</b>').waitFor();
    await panel.getByRole('button', { name: 'Copy Path' }).click();
    await panel.getByRole('button', { name: 'Copied' }).waitFor();
    expect(await clipboard()).toBe(hostilePath);
    expect(await page.evaluate(() => (window as { hit?: number }).hit)).toBeUndefined();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
  }
  expect(dialogs).toBe(0);
});

test.skipIf(!browserPath)(
  'the events behind a cell are those that it counted, and a pivot that is gone says so',
  async () => {
    const spec = { rows: [{ field: 'map.group' }], columns: [{ field: 'Action' }], values: ['count'] };
    const { key } = await weir.client.post<{ key: string }>('/pivots', {
      source: 'page',
      map: 'groups',
      ...range,
      spec,
    });
    const cell = { rows: [{ kind: 'value', value: 'g1' }], columns: [{ kind: 'value', value: 'block' }] };
    const counted = await weir.client.post<{ total: number }>(`/pivots/${key}/events`, { cell });
    await page.goto(`${weir.url}/events?artefact=${key}&cell=${encodeURIComponent(JSON.stringify(cell))}`);
    await page.getByText('group is g1').waitFor();
    await page.getByText('Action is block').waitFor();
    await page.getByText(`${counted.total} events`, { exact: true }).waitFor();
    await page.getByRole('grid').press('Enter');
    await page.getByRole('button', { name: 'Keep only this Host' }).click();
    await page.getByRole('button', { name: 'Remove the filter Host is host3.example.com' }).waitFor();
    await page.goto(`${weir.url}/events?artefact=${'0'.repeat(32)}&cell=${encodeURIComponent(JSON.stringify(cell))}`);
    await page.getByRole('alert').getByText('There is no pivot').waitFor();
    await page.getByRole('link', { name: 'Events of the latest run' }).waitFor();
  },
);

test.skipIf(!browserPath)('an empty range and filters that nothing satisfies say what to do', async () => {
  await page.goto(`${weir.url}/events?source=page&range=2020-01-01T00:00:00Z/2020-01-02T00:00:00Z`);
  await page.getByRole('heading', { name: 'Nothing is stored of this range' }).waitFor();
  expect(await page.getByRole('link', { name: 'Pull it' }).getAttribute('href')).toBe('/runs/new?source=page');
  const filters = JSON.stringify([{ field: 'Action', op: 'is', values: ['nothing'] }]);
  const from = new Date(startOfEvents).toISOString();
  await page.goto(`${weir.url}/events?source=page&range=${from}/${range.to}&filters=${encodeURIComponent(filters)}`);
  await page.getByRole('button', { name: 'Remove the filters' }).click();
  await total('1,503 events');
  await page.goto(`${weir.url}/events?source=page&filters=broken`);
  await page.getByRole('alert').getByText('The "filters" of this link cannot be read').waitFor();
});
