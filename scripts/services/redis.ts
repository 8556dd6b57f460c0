import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createConnection } from 'node:net';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { findProgram, installPackage } from './debian.ts';

/** The path of redis-server, installed if need be; undefined where that is not possible. */
export function findRedis(): string | undefined {
  return findProgram('redis-server') ?? (installPackage('redis-server') ? findProgram('redis-server') : undefined);
}

export const redisMissing =
  process.platform === 'darwin'
    ? 'Weir needs Redis: install it with "brew install redis", or set REDIS_URL.'
    : 'Weir needs Redis: install the package redis-server, or set REDIS_URL.';

/** The arguments of a Redis of our own: loopback only, nothing evicted, every write on disk within a second. */
export function redisArguments(folder: string, port: number): string[] {
  mkdirSync(folder, { recursive: true });
  return [
    ...['--port', String(port), '--bind', '127.0.0.1', '--dir', folder, '--save', '', '--appendonly', 'yes'],
    ...['--appendfsync', 'everysec', '--maxmemory-policy', 'noeviction', '--daemonize', 'no', '--loglevel', 'warning'],
  ];
}

/** Answers PING within `timeout` ms. */
export async function awaitRedis(port: number, timeout: number): Promise<boolean> {
  for (const end = Date.now() + timeout; Date.now() < end; await wait(50)) if (await ping(port)) return true;
  return false;
}

function ping(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection({ port, host: '127.0.0.1' });
    const end = (answer: boolean) => {
      socket.destroy();
      resolve(answer);
    };
    socket.setTimeout(1000, () => end(false));
    socket.on('connect', () => socket.write('PING\r\n'));
    socket.on('data', (data) => end(data.toString().startsWith('+PONG')));
    socket.on('error', () => end(false));
  });
}

/** Ends a Redis of ours that outlived its starter, so that two never write one folder. */
export async function endStrayRedis(folder: string): Promise<void> {
  let pid: number;
  try {
    pid = Number(readFileSync(join(folder, 'pid'), 'utf8'));
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
    if (!command.includes('redis-server')) return;
  } catch {
    return;
  }
  try {
    process.kill(pid, 'SIGTERM');
    for (const end = Date.now() + 10_000; Date.now() < end; await wait(50)) process.kill(pid, 0);
  } catch {}
}

export function notePid(folder: string, pid: number): void {
  writeFileSync(join(folder, 'pid'), String(pid));
}
