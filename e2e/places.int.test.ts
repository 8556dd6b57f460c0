import { mkdirSync, readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Browser, Page } from '@playwright/test';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import type { About } from '#core/about.ts';
import type { SavedView } from '#core/pivot/saved-view.ts';
import { expectAccessible } from './servers/accessible.ts';
import { browserPath, openBrowser } from './servers/browser.ts';
import { lines, logpushEvent } from './servers/events.ts';
import { startWeir, type TestWeir } from './servers/weir.ts';

const token = 'a-token-of-more-than-sixteen';
const withBrowser = test.skipIf(!browserPath);
const view = {
  source: 'files',
  range: { last: '24h' },
  spec: { rows: [{ field: 'Action' }], columns: [], values: ['count'], filters: [] },
};

let weir: TestWeir;
let browser: Browser | undefined;

beforeAll(async () => {
  weir = await startWeir(inject('redisUrl'), { WEIR_TOKEN: token, WEIR_ARTEFACTS_MB: '1' });
  if (browserPath) browser = await openBrowser();
});

afterAll(async () => {
  await browser?.close();
  await weir?.stop();
});

/** A page of somebody who has signed in. */
async function signedIn(path: string): Promise<Page> {
  const context = await (browser as Browser).newContext({ timezoneId: 'Europe/Berlin', locale: 'en-GB' });
  const page = await context.newPage();
  expect((await page.request.post(`${weir.url}/api/v1/session`, { data: { token } })).status()).toBe(204);
  await page.goto(weir.url + path);
  return page;
}

const ask = (method: string, path: string, body?: unknown) =>
  fetch(`${weir.url}/api/v1${path}`, {
    method,
    headers: { authorization: `Bearer ${token}` },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
const saved = async (answer: Promise<Response>) => (await (await answer).json()) as SavedView;
const refused = async (answer: Promise<Response>) => {
  const response = await answer;
  const { error } = (await response.json()) as { error: { code: string; field?: string; message: string } };
  return { status: response.status, ...error };
};

test('views are saved, renamed, changed and deleted; a relative range stays relative', async () => {
  const one = await saved(ask('POST', '/views', { name: ' By action ', view }));
  expect(one).toMatchObject({ name: 'By action', broken: null, view: { range: { last: '24h' }, zone: 'UTC' } });
  expect(await saved(ask('GET', '/views/By%20action'))).toEqual(one);
  const other = await saved(ask('POST', '/views', { name: 'Other', view }));
  const renamed = await saved(ask('PUT', `/views/${one.id}`, { name: 'BY ACTION' }));
  expect(renamed).toMatchObject({ id: one.id, name: 'BY ACTION', view: one.view });
  const changed = await saved(ask('PUT', `/views/${one.id}`, { view: { ...view, zone: 'Asia/Kolkata' } }));
  expect(changed).toMatchObject({ name: 'BY ACTION', view: { zone: 'Asia/Kolkata' } });

  const taken = { status: 409, code: 'conflict', field: 'name', message: expect.stringContaining('already') };
  expect(await refused(ask('POST', '/views', { name: 'by action', view }))).toEqual(taken);
  expect(await refused(ask('PUT', `/views/${other.id}`, { name: 'by action' }))).toEqual(taken);
  expect(await refused(ask('PUT', `/views/${one.id}`, {}))).toMatchObject({ status: 400 });
  expect(await refused(ask('POST', '/views', { name: '', view }))).toMatchObject({ status: 400, field: 'name' });
  expect(await refused(ask('POST', '/views', { name: 'x', view: { ...view, spec: { values: [] } } }))).toMatchObject({
    status: 400,
    field: 'view.spec.values',
  });
  expect((await weir.weir('view', 'list')).out).toBe('BY ACTION\tfiles\t24h\nOther\tfiles\t24h\n');
  expect((await weir.weir('view', 'remove', 'Other')).code).toBe(0);
  expect((await ask('DELETE', `/views/${one.id}`)).status).toBe(204);
  expect(await refused(ask('GET', `/views/${one.id}`))).toMatchObject({ status: 404, code: 'not_found' });
});

test('about names the versions of all parts, and a route that there is not says so', async () => {
  const about = (await (await ask('GET', '/about')).json()) as About;
  expect(about).toMatchObject({
    node: process.versions.node,
    duckdb: { version: expect.stringMatching(/^\d+\.\d+\.\d+/) },
    redis: { version: expect.stringMatching(/^\d+\.\d+/) },
  });
  expect(await refused(ask('GET', '/nothing'))).toMatchObject({ status: 404, code: 'not_found' });
});

test('stored pivots above the limit go, but those of runs stay', async () => {
  writeFileSync(join(weir.incoming, 'a.ndjson'), lines([logpushEvent(0)]));
  const place = { kind: 'ndjson', preset: 'raw-logpush', path: join(weir.incoming, 'a.ndjson') };
  await weir.client.post('/sources', { name: 'files', place });
  const run = await weir.run({ source: 'files', from: '2026-01-31', to: '2026-02-01' });
  expect(run.state).toBe('complete');
  const folder = join(weir.dataDir, 'artefacts');
  const left = 'e'.repeat(32);
  mkdirSync(join(folder, left));
  writeFileSync(join(folder, left, 'rows.json'), 'x'.repeat(2_000_000));
  writeFileSync(join(folder, left, 'meta.json'), '{}');
  const yesterday = Date.now() / 1000 - 86_400;
  for (const key of [left, run.artefact]) utimesSync(join(folder, key, 'meta.json'), yesterday, yesterday);
  await weir.kill('control');
  await weir.start('control');
  while (readdirSync(folder).includes(left)) await wait(50);
  expect(readdirSync(folder)).toEqual([run.artefact]);
});

withBrowser('by keyboard alone: to the settings, another zone, and all times follow, in every tab', async () => {
  const page = await signedIn('/about');
  const since = page.locator('time').first();
  const inUtc = await since.textContent();
  await page.keyboard.press('Control+k');
  await page.keyboard.type('sett');
  await page.getByRole('option', { name: /^Settings/, selected: true }).waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Settings', level: 1 }).waitFor();
  const other = await page.context().newPage();
  await other.goto(`${weir.url}/about`);
  await other.getByText(inUtc ?? '').waitFor();

  const zone = page.getByRole('combobox', { name: 'Time zone' });
  await page.getByText(/ UTC$/).waitFor();
  for (let presses = 0; presses < 40 && !(await zone.evaluate((node) => node === document.activeElement)); presses++)
    await page.keyboard.press('Tab');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Control+a');
  await page.keyboard.type('kolk');
  await page.getByRole('option', { name: 'Asia/Kolkata' }).waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.getByText(/GMT\+5:30$/).waitFor();
  const inIndia = new Date(Date.parse(`${inUtc?.replace(' ', 'T')}Z`) + 5.5 * 3_600_000);
  const shown = inIndia.toISOString().slice(0, 19).replace('T', ' ');
  await other.getByText(shown).waitFor();
  await page.context().close();
});

withBrowser('a saved view, an address and a field are found in the palette; ? shows the keys', async () => {
  await ask('POST', '/views', { name: 'What was blocked', view });
  const page = await signedIn('/help');
  await page.keyboard.press('?');
  await page.getByRole('dialog', { name: 'Keys' }).getByText('search and commands').waitFor();
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+k');
  const search = page.getByRole('combobox', { name: /^Search pages/ });
  await search.waitFor();
  await page.keyboard.type('blocked');
  await page.getByRole('option', { name: /What was blocked/, selected: true }).waitFor();
  await expectAccessible(page);
  await page.keyboard.press('Control+a');
  await page.keyboard.type('203.0.113.7');
  await page.getByRole('option', { name: /Events from 203\.0\.113\.7/ }).waitFor();
  await page.keyboard.press('Control+a');
  await page.keyboard.type('nothing like it');
  await page.getByText(/Nothing is named so/).waitFor();
  await page.keyboard.press('Control+a');
  await page.keyboard.type('blocked');
  await page.getByRole('option', { name: /What was blocked/, selected: true }).waitFor();
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/pivot\?source=files&range=24h&rows=/);
  await page.context().close();
});

withBrowser('settings, help, about and what is not there have nothing that axe finds', async () => {
  const page = await signedIn('/settings');
  for (const [path, heading] of [
    ['/settings', 'Settings'],
    ['/help#coverage', 'Help'],
    ['/about', 'About Weir'],
    ['/nothing/here', 'Not here'],
  ] as const) {
    await page.goto(weir.url + path);
    await page.getByRole('heading', { name: heading, level: 1 }).waitFor();
    await expectAccessible(page);
  }
  await page.context().close();
});

withBrowser('who is not signed in is asked, and comes back to where they wanted', async () => {
  const context = await (browser as Browser).newContext();
  const page = await context.newPage();
  await page.goto(`${weir.url}/help?a=b`);
  await page.getByRole('heading', { name: 'Sign in to Weir' }).waitFor();
  await page.keyboard.type('wrong');
  await page.keyboard.press('Enter');
  await page.getByText('This is not the token.').waitFor();
  await expectAccessible(page);
  await page.getByLabel('Token').fill(token);
  await page.keyboard.press('Enter');
  await page.waitForURL(`${weir.url}/help?a=b`);
  await page.goto(`${weir.url}/sign-in?next=//evil.example`);
  await page.waitForURL(`${weir.url}/pivot`);
  await context.close();
});

withBrowser('a part of the page that the server no longer has is said to be outdated', async () => {
  const page = await signedIn('/about');
  await page.getByRole('heading', { name: 'About Weir' }).waitFor();
  await page.context().route(/\/_next\/static\/chunks\//, (route) => route.fulfill({ status: 404 }));
  await page.keyboard.press('Control+k');
  await page.getByText('Weir was updated, or does not answer: reload the page.').waitFor();
  await page.context().close();
});

test('a host name that is not allowed is refused', async () => {
  const { request } = await import('node:http');
  const status = await new Promise<number | undefined>((done, failed) => {
    const asked = request(`${weir.url}/pivot`, { headers: { host: 'evil.example' } }, (answer) => {
      answer.resume();
      done(answer.statusCode);
    });
    asked.on('error', failed).end();
  });
  expect(status).toBe(403);
});
