import { type Browser, chromium } from '@playwright/test';
import { findProgram, installPackage } from '#scripts/services/debian.ts';

const flags =
  '--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync';

/** Chromium on this machine; undefined where there is none and none is to be had, and browser tests are skipped. */
export const browserPath: string | undefined =
  findProgram('chromium') ??
  findProgram('google-chrome') ??
  (installPackage('chromium') ? findProgram('chromium') : undefined);

if (!browserPath) {
  if (process.env.CI === 'true') throw new Error('Chromium is neither installed nor to be had.');
  process.stderr.write('Browser tests are skipped: Chromium is neither installed nor to be had.\n');
}

/** Starts Chromium; close it when done. */
export function openBrowser(): Promise<Browser> {
  return chromium.launch({ ...(browserPath ? { executablePath: browserPath } : {}), args: flags.split(' ') });
}
