// Runs a Redis and ends it when the process that asked for it is gone, however that came about.
import { spawn } from 'node:child_process';
import { findRedis, notePid, redisArguments } from './services/redis.ts';

const [folder = '', port = ''] = process.argv.slice(2);
const child = spawn(findRedis() ?? 'redis-server', redisArguments(folder, Number(port)), {
  stdio: ['ignore', 'inherit', 'inherit'],
});
notePid(folder, child.pid ?? 0);
const end = () => child.kill('SIGTERM');
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, end);
process.on('disconnect', end);
child.on('exit', (code) => process.exit(code ?? 1));
