// Runs the worker processes named, each of its own, and starts one again when it dies: `node scripts/run-workers.ts batches queries`.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { readEnv } from '#server/env.ts';
import { type Child, keepAlive } from './child.ts';

const logs = join(readEnv().dataDir, 'logs');
mkdirSync(logs, { recursive: true });
const children: Child[] = [];
const stop = async (code: number) => {
  await Promise.all(children.map((child) => child.stop()));
  process.exit(code);
};
const giveUp = (sentence: string) => {
  process.stderr.write(`${sentence}\n`);
  void stop(1);
};
for (const role of process.argv.slice(2))
  children.push(keepAlive(role, ['workers/main.ts', role], process.env, logs, giveUp));
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void stop(0));
