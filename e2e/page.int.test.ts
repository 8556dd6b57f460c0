import { type Browser, chromium } from '@playwright/test';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { findProgram, installPackage } from '#scripts/services/debian.ts';
import { startWeir, type TestWeir } from './servers/weir.ts';

const token = 'a-token-of-more-than-sixteen';
const executablePath =
  findProgram('chromium') ??
  findProgram('google-chrome') ??
  (installPackage('chromium') ? findProgram('chromium') : undefined);
if (!executablePath) {
  if (process.env.CI === 'true') throw new Error('Chromium is neither installed nor to be had.');
  process.stderr.write('The browser test is skipped: Chromium is neither installed nor to be had.\n');
}

let weir: TestWeir;
let browser: Browser;

beforeAll(async () => {
  if (!executablePath) return;
  weir = await startWeir(inject('redisUrl'), { WEIR_TOKEN: token });
  const args =
    '--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync';
  browser = await chromium.launch({ executablePath, args: args.split(' ') });
});

afterAll(async () => {
  await browser?.close();
  await weir?.stop();
});

test.skipIf(!executablePath)('a browser is asked for the token once, and then sees the page it came for', async () => {
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

test.skipIf(!executablePath)('the API answers 401 without the token, and the health check needs none', async () => {
  expect((await fetch(`${weir.url}/api/v1/sources`)).status).toBe(401);
  expect((await fetch(`${weir.url}/api/v1/sources`, { headers: { authorization: `Bearer ${token}` } })).status).toBe(
    200,
  );
  expect((await fetch(`${weir.url}/api/v1/health`)).status).toBe(200);
});
