import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from '@playwright/test';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { expectAccessible } from './servers/accessible.ts';
import { browserPath, openBrowser } from './servers/browser.ts';
import { lines, logpushEvent } from './servers/events.ts';
import { startWeir, type TestWeir } from './servers/weir.ts';

let weir: TestWeir;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  if (!browserPath) return;
  weir = await startWeir(inject('redisUrl'), { WEIR_BATCH_CONCURRENCY: '1' });
  browser = await openBrowser();
  page = await (await browser.newContext({ timezoneId: 'Europe/Berlin' })).newPage();
  const text = lines(Array.from({ length: 25_000 }, (_one, index) => logpushEvent(index)));
  mkdirSync(join(weir.incoming, 'logs'));
  for (let file = 0; file < 8; file++) writeFileSync(join(weir.incoming, 'logs', `${file}.ndjson`), text);
  await weir.client.post('/sources', {
    name: 'logs',
    place: { kind: 'ndjson', path: join(weir.incoming, 'logs'), preset: 'raw-logpush' },
  });
});

afterAll(async () => {
  await browser?.close();
  await weir?.stop();
});

const state = (word: string) => page.getByRole('banner').getByText(word, { exact: true });
test.skipIf(!browserPath)('a place without runs explains them and offers the first', async () => {
  await page.goto(`${weir.url}/runs`);
  await page.getByRole('heading', { name: 'No run yet' }).waitFor();
  await page.getByRole('main').getByRole('link', { name: 'New run' }).click();
  await page.getByRole('heading', { name: 'New run' }).waitFor();
});

test.skipIf(!browserPath)(
  'what is written wrong is said at its field, and the plan shows what there is to pull',
  async () => {
    await page.getByLabel('From').fill('soon');
    await page.getByText('"from" is not a time').waitFor();
    expect(await page.getByRole('button', { name: 'Start the run' }).isDisabled()).toBe(true);
    await page.getByLabel('From').fill('2026-01-31 09:00');
    await page.getByLabel('To (not included)').fill('2026-01-31 18:00');
    await page.getByRole('combobox', { name: 'Time zone of these times' }).fill('Europe/Berlin');
    await page.getByRole('option', { name: 'Europe/Berlin' }).first().click();
    await expect.poll(() => page.getByLabel('From').inputValue()).toBe('2026-01-31 10:00:00');
    await page.getByLabel('From').fill('2026-01-31 09:00');
    await page.getByText('In UTC: 2026-01-31T08:00:00Z to 2026-01-31T18:00:00Z').waitFor();
    const plan = page.getByRole('region', { name: 'What the run will do' });
    await expect.poll(() => plan.getByRole('definition').allInnerTexts()).toContain('8');
    await expectAccessible(page);
  },
);

test.skipIf(!browserPath)(
  'a run shows its progress live, survives its page being cut off, is cancelled, retried, and completes',
  async () => {
    await page.getByRole('button', { name: 'Start the run' }).click();
    await page.getByText(/^[\d,.]+ of about [\d,.]+ events, [\d,.]+ events\/s/).waitFor();
    const progress = page.getByRole('progressbar', { name: 'Events pulled' });
    expect(Number(await progress.getAttribute('aria-valuenow'))).toBeLessThan(100);

    // With the workers held, there is time for the web process to be killed and to come back.
    process.kill(weir.pid('batches'), 'SIGSTOP');
    const broken = page.getByText('The live connection is broken.');
    await weir.kill('web');
    await broken.waitFor();
    await weir.start('web');
    await broken.waitFor({ state: 'hidden' });
    process.kill(weir.pid('batches'), 'SIGCONT');

    await page.getByRole('button', { name: 'Cancel' }).click();
    await state('cancelled').waitFor();
    const batches = page.getByRole('region', { name: 'Batches', exact: true });
    await batches.getByText(/^\d+ cancelled$/).waitFor();
    await expect.poll(() => page.getByRole('button', { name: 'Cancel', exact: true }).count()).toBe(0);
    await page.getByRole('button', { name: 'Retry' }).click();
    await state('complete').waitFor({ timeout: 60_000 });
    await expect.poll(() => page.getByRole('button', { name: /^(?:Cancel|Retry)$/ }).count()).toBe(0);
    // A batch that was stored while its run was being cancelled is not planned again.
    await batches.getByText(/^\d+ done$/).waitFor();
    expect(await batches.getByText(/^\d+ (?:cancelled|failed|waiting|running)$/).count()).toBe(0);
    const accounts = page.getByRole('region', { name: 'Accounts' });
    await expect.poll(() => accounts.getByRole('row', { name: '= read' }).textContent()).toMatch(/200.000/);
    await accounts.getByText('all were read').waitFor();
    await page.getByRole('region', { name: 'Coverage' }).getByText('all 8 segments stored').waitFor();
    await expectAccessible(page);
  },
);

test.skipIf(!browserPath)('it links to its stored pivot', async () => {
  const href = await page.getByRole('link', { name: 'Open its pivot' }).getAttribute('href');
  const params = new URL(href ?? '', weir.url).searchParams;
  expect(Object.fromEntries(params)).toEqual({
    source: 'logs',
    range: '2026-01-31T08:00:00Z/2026-01-31T18:00:00Z',
    rows: '["RuleID"]',
    columns: '["Action"]',
    values: '["count","requests"]',
  });
});

test.skipIf(!browserPath)('what is stored can be read by keyboard', async () => {
  const strip = page.getByRole('slider', { name: 'Parts of the range' });
  await strip.focus();
  expect(await strip.getAttribute('aria-valuetext')).toMatch(/^2026-01-31 08:00.*stored, 200.000 events$/);
  await strip.press('ArrowRight');
  await expect.poll(() => strip.getAttribute('aria-valuetext')).toMatch(/stored, 0 events$/);
});

test.skipIf(!browserPath)('the list has it, by source and state too', async () => {
  await page.goto(`${weir.url}/runs?source=logs&state=complete`);
  await page.getByRole('row', { name: /complete .* logs/ }).waitFor();
  await expectAccessible(page);
  await page.goto(`${weir.url}/runs?state=failed`);
  await page.getByRole('heading', { name: 'No run like that' }).waitFor();
});
