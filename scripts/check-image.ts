// Runs the build steps of the Dockerfile in a clean folder of this machine, where there is no Docker: `npm run check-image`.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const folder = mkdtempSync(join(tmpdir(), 'weir-image-'));
const tracked = spawnSync('git', ['ls-files'], { encoding: 'utf8' }).stdout.trim().split('\n');
const copy = (file: string) => {
  mkdirSync(dirname(join(folder, file)), { recursive: true });
  cpSync(file, join(folder, file));
};

try {
  const stage = readFileSync('Dockerfile', 'utf8').split(/^FROM .*$/m)[1] ?? '';
  for (const line of stage.split('\n')) {
    const [, step, rest = ''] = /^(COPY|RUN) (.*)$/.exec(line) ?? [];
    if (step === 'COPY') for (const file of rest.startsWith('. ') ? tracked : rest.split(' ').slice(0, -1)) copy(file);
    if (step !== 'RUN') continue;
    process.stdout.write(`${line}\n`);
    if (spawnSync('sh', ['-c', rest], { cwd: folder, stdio: 'inherit' }).status !== 0)
      throw new Error(`This step failed: ${line}`);
  }
  for (const needed of [
    '.next/BUILD_ID',
    'workers/main.ts',
    'scripts/run-web.ts',
    'scripts/run-workers.ts',
    'node_modules/@duckdb/node-api',
  ]) {
    if (!existsSync(join(folder, needed))) throw new Error(`The image would lack ${needed}.`);
  }
  const roles = spawnSync(process.execPath, ['workers/main.ts', 'nothing'], { cwd: folder, encoding: 'utf8' });
  if (!roles.stderr.includes('Name a queue')) throw new Error(`A worker does not start in the image: ${roles.stderr}`);
  process.stdout.write('The image can be built.\n');
} finally {
  rmSync(folder, { recursive: true, force: true });
}
