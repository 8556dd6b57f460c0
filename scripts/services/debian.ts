import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** The full path of a program on the PATH. */
export function findProgram(name: string): string | undefined {
  for (const folder of [
    ...(process.env.PATH ?? '').split(delimiter),
    '/usr/bin',
    '/usr/local/bin',
    '/opt/homebrew/bin',
  ]) {
    const path = join(folder, name);
    try {
      accessSync(path, constants.X_OK);
      return path;
    } catch {}
  }
  return undefined;
}

const policy = '/usr/sbin/policy-rc.d';

/**
 * Installs a Debian package as root or through sudo, saying so first, and without starting a service. Returns false
 * where that cannot be done.
 */
export function installPackage(name: string): boolean {
  if (!findProgram('apt-get')) return false;
  const root = process.getuid?.() === 0;
  if (!root && (!findProgram('sudo') || spawnSync('sudo', ['-n', 'true']).status !== 0)) return false;
  process.stderr.write(`Installing Debian's package ${name} …\n`);
  const run = (command: string[]) => {
    const [program = '', ...rest] = root ? command : ['sudo', '-n', ...command];
    return spawnSync(program, rest, { stdio: ['ignore', 'ignore', 'inherit'] }).status === 0;
  };
  // Packages ask policy-rc.d before they start a service; 101 forbids it.
  const forbid = !existsSync(policy);
  if (forbid) {
    if (root) writeFileSync(policy, '#!/bin/sh\nexit 101\n', { mode: 0o755 });
    else run(['sh', '-c', `printf '#!/bin/sh\\nexit 101\\n' > ${policy} && chmod 755 ${policy}`]);
  }
  try {
    run(['apt-get', 'update', '-qq']);
    const installed = run([
      'env',
      'DEBIAN_FRONTEND=noninteractive',
      'apt-get',
      'install',
      '-y',
      '-qq',
      '--no-install-recommends',
      name,
    ]);
    // Where services were started at install time nevertheless, or would be at the next boot: Weir runs its own.
    if (installed && name === 'redis-server' && findProgram('systemctl'))
      run(['systemctl', 'disable', '--quiet', 'redis-server']);
    return installed;
  } finally {
    if (forbid) {
      if (root) rmSync(policy, { force: true });
      else run(['rm', '-f', policy]);
    }
  }
}
