import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const sources = [
  'app',
  'components',
  'core',
  'server',
  'instrumentation.ts',
  'next.config.ts',
  'proxy.ts',
  'package-lock.json',
  'tsconfig.json',
];
const stamp = '.next/weir-sources';

function* filesBelow(path: string): Generator<string> {
  if (!/\.[a-z]+$/.test(path)) {
    for (const entry of readdirSync(path, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1)))
      yield* filesBelow(entry.isDirectory() ? `${join(path, entry.name)}` : join(path, entry.name));
  } else if (!path.endsWith('.test.ts')) yield path;
}

/** Builds the web process when its sources changed since the last build. Returns false when that failed. */
export function buildIfChanged(): boolean {
  const hash = createHash('sha256');
  for (const source of sources) for (const file of filesBelow(source)) hash.update(file).update(readFileSync(file));
  const wanted = hash.digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted && existsSync('.next/BUILD_ID')) return true;
  process.stderr.write('Building …\n');
  const built = spawnSync('next', ['build'], {
    env: { ...process.env, NEXT_TELEMETRY_DISABLED: '1', NODE_ENV: 'production' },
    encoding: 'utf8',
  });
  if (built.status !== 0) {
    process.stderr.write(`${built.stdout}${built.stderr}`);
    return false;
  }
  writeFileSync(stamp, wanted);
  return true;
}
