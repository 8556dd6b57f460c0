import { type Browser, chromium } from '@playwright/test';
import { findProgram, installPackage } from '#scripts/services/debian.ts';

/** Where Chromium is, or undefined where there is none to be had; under CI that is an error. */
export const browserPath: string | undefined =
  findProgram('chromium') ??
  findProgram('google-chrome') ??
  (installPackage('chromium') ? findProgram('chromium') : undefined);

if (!browserPath) {
  if (process.env.CI === 'true') throw new Error('Chromium is neither installed nor to be had.');
  process.stderr.write('The browser tests are skipped: Chromium is neither installed nor to be had.\n');
}

const args =
  '--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync';

/** A Chromium of the test's own; close it when done. */
export async function openBrowser(): Promise<Browser> {
  if (!browserPath) throw new Error('There is no Chromium.');
  return chromium.launch({ executablePath: browserPath, args: args.split(' ') });
}
