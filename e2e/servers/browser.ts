import { type Browser, chromium } from '@playwright/test';
import { findProgram, installPackage } from '#scripts/services/debian.ts';

/** Where the browser of the tests is; undefined where there is none, and its tests are skipped then. */
export const browserPath: string | undefined =
  findProgram('chromium') ??
  findProgram('google-chrome') ??
  (installPackage('chromium') ? findProgram('chromium') : undefined);

if (!browserPath) {
  if (process.env.CI === 'true') throw new Error('Chromium is neither installed nor to be had.');
  process.stderr.write('The browser tests are skipped: Chromium is neither installed nor to be had.\n');
}

const flags =
  '--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync';

/** Starts a browser that asks nobody but the page's own server. @throws Error where there is none */
export async function openBrowser(): Promise<Browser> {
  if (!browserPath) throw new Error('There is no browser.');
  return chromium.launch({ executablePath: browserPath, args: flags.split(' ') });
}
