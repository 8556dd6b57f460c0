import { type Browser, chromium } from '@playwright/test';
import { findProgram, installPackage } from '#scripts/services/debian.ts';

const args =
  '--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync';

/** The Chromium of this machine, installed when it can be; undefined where browser tests are skipped. */
export const browserPath: string | undefined =
  findProgram('chromium') ??
  findProgram('google-chrome') ??
  (installPackage('chromium') ? findProgram('chromium') : undefined);
if (!browserPath) {
  if (process.env.CI === 'true') throw new Error('Chromium is neither installed nor to be had.');
  process.stderr.write('The browser tests are skipped: Chromium is neither installed nor to be had.\n');
}

/** Starts the browser; to be called only where there is a {@link browserPath}. */
export async function openBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: browserPath, args: args.split(' ') });
}
