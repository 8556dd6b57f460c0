import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '#scripts/services/ports.ts';
import { awaitRedis, findRedis, redisArguments, redisMissing } from '#scripts/services/redis.ts';

export type RedisServer = {
  url: string;
  folder: string;
  port: number;
  kill(): Promise<void>;
  start(): Promise<void>;
  stop(): Promise<void>;
};

/** A Redis of a test's own, set up as `npm start` does; it may be killed and started again on its data. */
export async function startRedis(): Promise<RedisServer> {
  const program = findRedis();
  if (!program) throw new Error(redisMissing);
  const folder = mkdtempSync(join(tmpdir(), 'weir-redis-'));
  const port = await freePort();
  let child = spawn(program, redisArguments(folder, port), { stdio: 'ignore' });
  const end = (signal: NodeJS.Signals) =>
    new Promise<void>((resolve) => {
      if (child.exitCode !== null || child.signalCode !== null) return resolve();
      child.once('exit', () => resolve());
      child.kill(signal);
    });
  const answers = async () => {
    if (!(await awaitRedis(port, 20_000))) throw new Error('Redis did not start.');
  };
  await answers();
  return {
    url: `redis://127.0.0.1:${port}`,
    folder,
    port,
    kill: () => end('SIGKILL'),
    async start() {
      child = spawn(program, redisArguments(folder, port), { stdio: 'ignore' });
      await answers();
    },
    async stop() {
      await end('SIGTERM');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
