// Runs a script of this folder under the project's own Node, installing the packages first where they are missing or
// not those of package-lock.json. Needs Node 20 and npm, nothing else.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const node = join(root, 'node_modules', 'node', 'bin', 'node');
const stamp = join(root, 'node_modules', '.weir-packages');
const wanted = createHash('sha256')
  .update(readFileSync(join(root, 'package-lock.json')))
  .digest('hex');

if (!existsSync(node) || !existsSync(stamp) || readFileSync(stamp, 'utf8') !== wanted) {
  process.stderr.write('Installing the packages …\n');
  // Not `npm ci`: it refuses a lockfile made where some platforms' optional packages were not to be had.
  const install = spawnSync('npm', ['install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  if (install.status !== 0) {
    process.stderr.write('The packages could not be installed: npm says why above.\n');
    process.exit(1);
  }
  writeFileSync(stamp, wanted);
}

const [script, ...rest] = process.argv.slice(2);
const path = [join(root, 'node_modules', '.bin'), dirname(node), process.env.PATH].join(':');
const child = spawn(node, ['--disable-warning=ExperimentalWarning', join(root, 'scripts', script), ...rest], {
  cwd: root,
  env: { ...process.env, PATH: path },
  stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
});
// A terminal's Ctrl-C reaches the child by itself.
process.on('SIGINT', () => {});
for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
child.on('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)));
