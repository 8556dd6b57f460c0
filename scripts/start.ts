// Starts all of Weir on this machine, and ends all of it.
import { mkdirSync, statfsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { isWeirError, WeirError } from '#core/errors.ts';
import { openDataFolder } from '#server/data-folder.ts';
import { type Env, readEnv } from '#server/env.ts';
import { openStore } from '#server/store/open.ts';
import { buildIfChanged } from './build.ts';
import { type Child, keepAlive } from './child.ts';
import { lockDataFolder } from './data-lock.ts';
import { makeSample } from './sample/make-sample.ts';
import { freePort, isFree } from './services/ports.ts';
import { awaitRedis, endStrayRedis, findRedis, redisMissing } from './services/redis.ts';
import { webCommand } from './web-command.ts';

/** Less than this free on the disk of the data folder, in bytes, is no place to start. */
const leastFree = 200 * 1024 * 1024;
const children: Child[] = [];
let stopping = false;

async function stopAll(code: number): Promise<never> {
  if (!stopping) {
    stopping = true;
    const redis = children.filter(({ name }) => name === 'redis');
    await Promise.all(children.filter((child) => !redis.includes(child)).map((child) => child.stop()));
    for (const child of redis) await child.stop();
    process.exit(code);
  }
  return new Promise(() => undefined);
}

function giveUp(sentence: string): void {
  process.stderr.write(`${sentence}\n`);
  void stopAll(1);
}

async function checkPlace(env: Env): Promise<void> {
  const folder = openDataFolder(env.dataDir);
  if (!lockDataFolder(env.dataDir))
    throw new WeirError('conflict', `The data folder ${env.dataDir} is in use by another Weir.`);
  const disk = statfsSync(env.dataDir);
  if (disk.bavail * disk.bsize < leastFree) {
    throw new WeirError(
      'out_of_resources',
      `The disk of the data folder ${env.dataDir} is full: Weir needs 200 MB to start.`,
    );
  }
  openStore(folder.store).close();
  if (env.port !== 0 && !(await isFree(env.port, env.bind))) {
    throw new WeirError('conflict', `Port ${env.port} is taken: set PORT to another one.`);
  }
}

async function startRedis(env: Env, logs: string): Promise<string> {
  if (process.env.REDIS_URL) return env.redisUrl;
  if (!findRedis()) throw new WeirError('unavailable', redisMissing);
  const folder = join(env.dataDir, 'redis');
  await endStrayRedis(folder);
  const port = await freePort();
  children.push(keepAlive('redis', ['scripts/run-redis.ts', folder, String(port)], process.env, logs, giveUp));
  if (!(await awaitRedis(port, 30_000)))
    throw new WeirError('unavailable', `Redis does not answer: ${logs}/redis.log says why.`);
  return `redis://127.0.0.1:${port}`;
}

async function awaitHealth(url: string): Promise<void> {
  for (const end = Date.now() + 120_000; Date.now() < end; await wait(100)) {
    try {
      if ((await fetch(`${url}/api/v1/health`)).ok) return;
    } catch {}
  }
  throw new WeirError('unavailable', 'Weir did not come up within two minutes: the logs in the data folder say why.');
}

async function start(): Promise<void> {
  const env = readEnv();
  await checkPlace(env);
  const logs = join(env.dataDir, 'logs');
  mkdirSync(logs, { recursive: true });
  const redisUrl = await startRedis(env, logs);
  if (!buildIfChanged()) throw new WeirError('internal', 'The build failed.');
  const port = env.port === 0 ? await freePort() : env.port;
  const childEnv = { ...process.env, REDIS_URL: redisUrl, NODE_ENV: 'production' as const };
  for (const role of ['control', 'batches', 'queries'])
    children.push(keepAlive(role, ['workers/main.ts', role], childEnv, logs, giveUp));
  children.push(keepAlive('web', webCommand(port, env.bind), childEnv, logs, giveUp));
  const url = `http://${env.bind.includes(':') ? `[${env.bind}]` : env.bind}:${port}`;
  const local = url.replace('0.0.0.0', '127.0.0.1').replace('[::]', '[::1]');
  await awaitHealth(local);
  process.stdout.write(`Weir runs at ${local}\n`);
  if (env.sample) await makeSample(env, local);
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stopAll(0));
process.on('disconnect', () => void stopAll(0));

try {
  await start();
} catch (error) {
  if (!stopping) {
    process.stderr.write(`${isWeirError(error) ? error.message : (error as Error).stack}\n`);
    await stopAll(1);
  }
}
