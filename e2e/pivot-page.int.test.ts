import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from '@playwright/test';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { makeSample } from '#scripts/sample/make-sample.ts';
import type { Env } from '#server/env.ts';
import { numberOf, pivotTable } from './pivot-page.ts';
import { expectAccessible } from './servers/accessible.ts';
import { browserPath, openBrowser } from './servers/browser.ts';
import { startWeir, type TestWeir } from './servers/weir.ts';

let weir: TestWeir;
let browser: Browser;

beforeAll(async () => {
  if (!browserPath) return;
  [weir, browser] = await Promise.all([startWeir(inject('redisUrl')), openBrowser()]);
  await makeSample({ dataDir: weir.dataDir, lagMs: 300_000, token: undefined } as Env, weir.url);
});

afterAll(async () => {
  await browser?.close();
  await weir?.stop();
});

async function open(path = '/'): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en-US' });
  const page = await context.newPage();
  const thrown: string[] = [];
  page.on('pageerror', (error) => thrown.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error' && /Content Security Policy|Uncaught/.test(message.text()))
      thrown.push(message.text());
  });
  page.once('close', () => expect(thrown).toEqual([]));
  await page.goto(weir.url + path);
  return page;
}

/** Chooses an entry of the menu that a press on a field, an entry or a cell opened. */
const choose = (page: Page, name: string | RegExp) => page.getByRole('menuitem', { name }).click();

test.skipIf(!browserPath)(
  'first start to events: drag a field, sort, open a cell, and the counts are equal',
  async () => {
    const page = await open();
    const table = pivotTable(page);
    await table.settled();
    expect(await table.rows()).toContain('SQL injection');
    expect(await table.cell('Total', 'events')).toBe('200,000');

    const rows = page.getByRole('group', { name: 'Rows' });
    const right = { targetPosition: { x: 44, y: 12 } };
    await page
      .getByRole('button', { name: 'Host', exact: true })
      .dragTo(rows.getByRole('button', { name: 'group' }), right);
    await rows.getByRole('button', { name: 'Host', exact: true }).waitFor();
    await table.settled();
    await table.grid.getByRole('button', { name: 'Open Scanner' }).click();
    await table.grid.getByRole('rowheader', { name: 'shop.example.com' }).waitFor();

    const values = page.getByRole('group', { name: 'Values' });
    await values.getByRole('button', { name: 'requests' }).press('Delete');
    await values.getByRole('button', { name: 'requests' }).waitFor({ state: 'detached' });
    await table.settled();
    await table.grid.getByRole('columnheader', { name: 'block' }).getByText('block').click();
    await choose(page, 'Sort rows, largest first');
    await table.grid
      .getByRole('columnheader', { name: 'block', exact: false })
      .and(page.locator('[aria-sort="descending"]'))
      .waitFor();
    await table.settled();
    const groups = (await table.rows()).filter((row) => !row.includes('example.com') && row !== 'Total');
    const blocked = await Promise.all(groups.map(async (row) => numberOf(await table.cell(row, 'block'))));
    expect(blocked).toEqual([...blocked].sort((a, b) => b - a));

    const counted = await table.cell('SQL injection', 'block');
    await (await table.locate('SQL injection', 'block')).click();
    await choose(page, `Show its ${counted} events`);
    const drawer = page.getByRole('dialog', { name: 'Events behind the cell' });
    await drawer.getByText(`${counted} events`, { exact: true }).waitFor();
    await drawer.getByText('group is SQL injection').waitFor();
    await page.keyboard.press('Escape');
    await drawer.waitFor({ state: 'detached' });

    await (await table.locate('SQL injection', 'block')).click();
    await choose(page, 'Keep only this');
    await page.getByText('group is SQL injection').waitFor();
    await table.settled();
    expect(await table.cell('Total', 'block')).toBe(counted);
    await page.goBack();
    await table.settled();
    expect(await table.cell('Total', 'Total')).toBe('200,000');
    await page.close();
  },
);

test.skipIf(!browserPath)(
  'a URL in a fresh browser gives the same table, and two tabs do not disturb each other',
  async () => {
    const one = await open();
    await pivotTable(one).settled();
    await one.getByRole('button', { name: 'Client country', exact: true }).click();
    await choose(one, 'Columns');
    await pivotTable(one).settled();
    const two = await open(one.url().slice(weir.url.length));
    await pivotTable(two).settled();
    expect(await pivotTable(two).rows()).toEqual(await pivotTable(one).rows());
    for (const column of ['log', 'skip'])
      expect(await pivotTable(two).cell('PHP', column)).toBe(await pivotTable(one).cell('PHP', column));

    const tab = await one.context().newPage();
    await tab.goto(one.url());
    await tab
      .getByRole('group', { name: 'Columns' })
      .getByRole('button', { name: 'Client country', exact: true })
      .press('Delete');
    await pivotTable(tab).settled();
    await tab
      .getByRole('group', { name: 'Columns' })
      .getByRole('button', { name: 'Client country' })
      .waitFor({ state: 'detached' });
    expect(
      await one
        .getByRole('group', { name: 'Columns' })
        .getByRole('button', { name: 'Client country', exact: true })
        .count(),
    ).toBe(1);
    await one.context().close();
    await two.context().close();
  },
);

test.skipIf(!browserPath)('everything by keyboard: fields, cells, groups, filters, undo', async () => {
  const page = await open();
  const table = pivotTable(page);
  await table.settled();
  await page.keyboard.press('/');
  await page.keyboard.type('Rule ID');
  await page.getByRole('button', { name: 'Rule ID', exact: true }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('menuitem', { name: 'Rows' }).press('Enter');
  await page.getByRole('group', { name: 'Rows' }).getByRole('button', { name: 'Rule ID', exact: true }).waitFor();
  await table.settled();
  await table.grid.focus();
  const active = () => table.grid.locator('[data-active]').first();
  expect(await active().textContent()).toContain('SQL injection');
  await page.keyboard.press('ArrowRight');
  await table.grid.getByRole('row', { expanded: true }).waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowLeft');
  expect(await active().textContent()).toContain('SQL injection');
  await page.keyboard.press('ArrowLeft');
  await table.grid.getByRole('row', { expanded: true }).waitFor({ state: 'detached' });
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('End');
  await page.keyboard.press('Home');
  await page.keyboard.press('k');
  await page.getByText('group is SQL injection').waitFor();
  await table.settled();
  await page.keyboard.press('Control+z');
  await page.getByText('group is SQL injection').waitFor({ state: 'detached' });
  await page.keyboard.press('Control+Shift+z');
  await page.getByText('group is SQL injection').waitFor();
  await table.settled();
  await table.grid.focus();
  await page.keyboard.press('e');
  const drawer = page.getByRole('dialog', { name: 'Events behind the cell' });
  await drawer.waitFor();
  await page.keyboard.press('Escape');
  await drawer.waitFor({ state: 'detached' });
  await page.close();
});

test.skipIf(!browserPath)('a new version of the map changes the share that no rule explains', async () => {
  const page = await open();
  const table = pivotTable(page);
  await table.settled();
  const share = async () =>
    Number.parseFloat((await page.getByRole('button', { name: /% not explained/ }).textContent()) ?? '');
  const before = await share();
  const lines = readFileSync(join(weir.dataDir, 'sample', 'rules.csv'), 'utf8')
    .split('\r\n')
    .filter(Boolean);
  const file = join(weir.incoming, 'sample-rules.csv');
  writeFileSync(file, lines.filter((line) => !line.includes(',SQL injection,')).join('\r\n'));
  await page.getByRole('link', { name: 'Rule maps' }).click();
  await page.locator('input[type="file"]').setInputFiles(file);
  await page.getByRole('button', { name: /Publish/ }).click();
  await page.getByRole('heading', { name: 'sample-rules' }).waitFor();
  await page.getByRole('navigation').getByRole('link', { name: 'Pivot' }).click();
  await table.settled();
  await page.getByRole('button', { name: 'Rule map: sample-rules v2' }).waitFor();
  expect(await share()).toBeGreaterThan(before + 10);
  expect(await table.rows()).not.toContain('SQL injection');

  await page.getByRole('button', { name: 'Rule map: sample-rules v2' }).click();
  await choose(page, 'v1');
  await table.grid.getByRole('rowheader', { name: 'SQL injection' }).waitFor();
  await table.settled();
  expect(await share()).toBe(before);
  await page.close();
});

test.skipIf(!browserPath)(
  'a worker that dies while a pivot computes is said to be away, and the pivot comes after all',
  async () => {
    const page = await open();
    const table = pivotTable(page);
    await table.settled();
    await weir.kill('queries');
    await page.getByRole('button', { name: 'Method', exact: true }).click();
    await choose(page, 'Rows');
    await page.getByText('No worker for questions is running', { exact: false }).first().waitFor();
    expect(await table.grid.getByRole('rowheader', { name: 'PHP' }).count()).toBe(1);
    await weir.start('queries');
    await page.getByText('No worker for questions is running', { exact: false }).first().waitFor({ state: 'detached' });
    await table.settled();
    await table.grid.getByRole('rowheader', { name: 'POST' }).first().waitFor();
    await page.close();
  },
);

test.skipIf(!browserPath)('a question that cannot be answered leaves the page alive and says what to do', async () => {
  const page = await open();
  const table = pivotTable(page);
  await table.settled();
  const good = new URL(page.url());
  const bad = (change: (params: URLSearchParams) => void) => {
    const params = new URLSearchParams(good.search);
    change(params);
    return page.goto(`${weir.url}/pivot?${params}`);
  };
  await bad((params) => params.set('rows', '["map.colour"]'));
  await page.getByText('has no column "colour"', { exact: false }).waitFor();
  await page.getByRole('button', { name: 'Take it out' }).click();
  await table.settled();

  await bad((params) => params.set('rows', '{'));
  await page.getByText('"rows" of this link cannot be read', { exact: false }).waitFor();
  await page.getByRole('link', { name: 'Begin with the newest run' }).click();
  await table.settled();

  await bad((params) => params.set('range', '2020-01-01T00:00:00Z/2020-01-02T00:00:00Z'));
  await page.getByRole('heading', { name: 'Nothing of this range is stored' }).waitFor();
  await page.getByRole('link', { name: 'Pull this range' }).waitFor();

  const filters = JSON.stringify([{ field: 'Action', op: 'is', values: ['no such action'] }]);
  await bad((params) => params.set('filters', filters));
  await page.getByRole('heading', { name: 'No event satisfies these filters' }).waitFor();
  await page.getByRole('button', { name: 'Remove the filters' }).click();
  await table.settled();

  const levels = ['Action', 'RuleID', 'ClientCountry', 'ClientRequestMethod', 'EdgeColoCode', 'Kind', 'Source'];
  const many = [...levels, 'EdgeResponseStatus', 'ClientIPClass', 'ClientASN', 'ClientRequestScheme', 'ZoneName'];
  const more = ['MatchIndex', 'Ref', 'OriginResponseStatus', 'ClientRequestProtocol', 'ClientRefererHost'];
  await bad((params) => {
    params.set('rows', JSON.stringify([...many, ...more, 'ClientRefererPath', 'match', 'map.severity']));
    params.set('values', '["count"]');
  });
  await page.getByText('1,000,000 are the most', { exact: false }).waitFor();
  await page.getByRole('button', { name: 'Keep its top 100' }).waitFor();
  await page.close();
});

test.skipIf(!browserPath)('the pivot page is accessible in both themes, with its menus and its drawer', async () => {
  const page = await open();
  const table = pivotTable(page);
  await table.settled();
  await expectAccessible(page);
  await (await table.locate('PHP', 'events')).click();
  await choose(page, /Show its/);
  await page.getByRole('dialog', { name: 'Events behind the cell' }).getByRole('grid').waitFor();
  await expectAccessible(page);
  await page.close();
});

test.skipIf(!browserPath)('text that attackers wrote never runs, breaks the layout, or hides', async () => {
  const hostile = [
    '<img src=x onerror=alert(1)><script>alert(2)</script>',
    '\u202egnp.exe\u2066',
    `/${'A'.repeat(10_000)}`,
    'a\u0000b\u001b[31mc\r\nd',
    '=HYPERLINK(1)\'"`',
  ];
  const lines = hostile.map((ClientRequestPath, index) => ({
    ...{ ClientRequestPath, RayID: `00000000000000f${index}`, RuleID: '1', Action: ClientRequestPath.slice(0, 200) },
    ...{ Datetime: '2026-01-31T08:00:00Z', ClientRequestHost: 'shop.example.com', Source: 'waf', MatchIndex: 0 },
  }));
  writeFileSync(join(weir.incoming, 'hostile.ndjson'), lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
  const place = { kind: 'ndjson', path: join(weir.incoming, 'hostile.ndjson'), preset: 'raw-logpush' };
  await weir.client.post('/sources', { name: 'hostile', place });
  await weir.run({ source: 'hostile', from: '2026-01-31', to: '2026-02-01' });
  const rows = encodeURIComponent('["ClientRequestPath"]');
  const question = `source=hostile&range=2026-01-31/2026-02-01&rows=${rows}&columns=${encodeURIComponent('["Action"]')}`;
  const page = await open(`/pivot?${question}&look=${encodeURIComponent('{"chart":"stacked"}')}`);
  page.on('dialog', () => expect.unreachable('Text of an event ran.'));
  const table = pivotTable(page);
  await table.settled();
  const text = (await table.rows()).join('\n');
  expect(text).toContain('<img src=x onerror=alert(1)><script>alert(2)</script>');
  expect(text).toContain('U+202E');
  expect(text).toContain('␀');
  expect(await page.locator('img[src="x"]').count()).toBe(0);
  await page.getByRole('figure').waitFor();
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0);
  for (const box of await table.grid.getByRole('row').all()) expect((await box.boundingBox())?.height).toBeLessThan(40);
  await table.grid.getByRole('rowheader').first().click();
  await choose(page, 'Keep only this');
  await page.getByRole('button', { name: /^Remove the filter Path is/ }).waitFor();
  await page.reload();
  await table.settled();
  expect(await table.cell('Total', 'Total')).toBe('1');
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0);
  await page.close();
});
