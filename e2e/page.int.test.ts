import type { Browser } from '@playwright/test';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { browserPath, openBrowser } from './servers/browser.ts';
import { startWeir, type TestWeir } from './servers/weir.ts';

const token = 'a-token-of-more-than-sixteen';

let weir: TestWeir;
let browser: Browser;

beforeAll(async () => {
  if (!browserPath) return;
  weir = await startWeir(inject('redisUrl'), { WEIR_TOKEN: token });
  browser = await openBrowser();
});

afterAll(async () => {
  await browser?.close();
  await weir?.stop();
});

test.skipIf(!browserPath)('a browser is asked for the token once, and then sees the page it came for', async () => {
  const page = await browser.newPage();
  await page.goto(weir.url);
  await page.getByRole('heading', { name: 'Sign in to Weir' }).waitFor();
  await page.getByLabel('Token').fill('wrong');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByText('This is not the token.').waitFor();
  await page.getByLabel('Token').fill(token);
  await page.getByLabel('Token').press('Enter');
  await page.getByRole('heading', { name: 'Pivot' }).waitFor();
  await page.reload();
  await page.getByRole('heading', { name: 'Pivot' }).waitFor();
});

test.skipIf(!browserPath)('a session that ended says so, and leads back to where it was', async () => {
  const page = await browser.newPage();
  await page.goto(`${weir.url}/help`);
  await page.getByLabel('Token').fill(token);
  await page.getByLabel('Token').press('Enter');
  await page.getByRole('heading', { name: 'Help' }).waitFor();
  await page.context().clearCookies();
  await page.getByRole('link', { name: 'Runs' }).click();
  await page.getByRole('heading', { name: 'Your session has ended' }).waitFor();
  await page.getByRole('link', { name: 'Sign in and come back here' }).click();
  await page.getByLabel('Token').fill(token);
  await page.getByLabel('Token').press('Enter');
  await page.getByRole('heading', { name: 'Runs' }).waitFor();
  expect(new URL(page.url()).pathname).toBe('/runs');
});

test.skipIf(!browserPath)('the API answers 401 without the token, and the health check needs none', async () => {
  expect((await fetch(`${weir.url}/api/v1/sources`)).status).toBe(401);
  expect((await fetch(`${weir.url}/api/v1/sources`, { headers: { authorization: `Bearer ${token}` } })).status).toBe(
    200,
  );
  expect((await fetch(`${weir.url}/api/v1/health`)).status).toBe(200);
});
