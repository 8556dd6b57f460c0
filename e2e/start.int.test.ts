import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openClient } from '#cli/client.ts';
import { freePort } from '#scripts/services/ports.ts';

let base: string;
const started: ChildProcess[] = [];

beforeAll(() => {
  base = mkdtempSync(join(tmpdir(), 'weir-start-'));
});

afterAll(async () => {
  await Promise.all(started.map((child) => ended(child, 'SIGKILL')));
  rmSync(base, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
});

type Start = { child: ChildProcess; words(): string; says(text: string): Promise<void>; code: Promise<number | null> };

/** `npm start` without its first step, on a data folder of the test's own and with a Redis of its own. */
function start(dataDir: string, port: number, more: Record<string, string> = {}): Start {
  const { REDIS_URL: _redis, ...inherited } = process.env;
  const env = {
    ...inherited,
    NODE_ENV: 'production',
    WEIR_DATA_DIR: dataDir,
    PORT: String(port),
    WEIR_KEY_FILE: join(base, 'secret.key'),
    ...more,
  } as NodeJS.ProcessEnv;
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', 'scripts/start.ts'], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  started.push(child);
  let words = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      words += chunk;
    });
  }
  const code = new Promise<number | null>((done) => child.once('close', done));
  const says = async (text: string) => {
    while (!words.includes(text)) {
      if (child.exitCode !== null) throw new Error(`It ended, saying: ${words}`);
      await wait(20);
    }
  };
  return { child, words: () => words, says, code };
}

function ended(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  return new Promise((done) => {
    if (child.exitCode !== null || child.signalCode !== null) return done();
    child.once('exit', () => done());
    child.kill(signal);
  });
}

/** Processes of ours whose command or environment names the data folder. */
function left(dataDir: string): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .map(Number)
    .filter((pid) => {
      try {
        return (
          readFileSync(`/proc/${pid}/environ`, 'utf8').includes(`WEIR_DATA_DIR=${dataDir}`) &&
          !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))
        );
      } catch {
        return false;
      }
    });
}

async function nothingLeft(dataDir: string): Promise<void> {
  while (left(dataDir).length > 0) await wait(50);
}

test('the first start makes the sample, the second finds everything, and nothing outlives either', async () => {
  const [dataDir, port] = [join(base, 'whole'), await freePort()];
  const first = start(dataDir, port);
  await first.says('The sample is ready');
  const client = openClient(`http://127.0.0.1:${port}`, undefined);
  const { runs } = await client.get<{
    runs: { state: string; events: number; duplicates: number; rejected: number }[];
  }>('/runs');
  expect(runs).toEqual([expect.objectContaining({ state: 'complete', events: 200_000, duplicates: 0, rejected: 0 })]);
  const second = start(dataDir, await freePort());
  expect(await second.code).toBe(1);
  expect(second.words()).toBe(`The data folder ${dataDir} is in use by another Weir.\n`);
  first.child.kill('SIGINT');
  expect(await first.code).toBe(0);
  await nothingLeft(dataDir);
  const again = start(dataDir, port);
  await again.says('Weir runs at');
  expect((await client.get<{ runs: unknown[] }>('/runs')).runs).toHaveLength(1);
  await ended(again.child, 'SIGKILL');
  await nothingLeft(dataDir);
});

test('what stands in the way is said in one sentence', async () => {
  const taken = createServer();
  await new Promise<void>((done) => taken.listen(0, '127.0.0.1', done));
  const address = taken.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const onTakenPort = start(join(base, 'taken'), port);
  expect(await onTakenPort.code).toBe(1);
  expect(onTakenPort.words()).toBe(`Port ${port} is taken: set PORT to another one.\n`);
  taken.close();

  writeFileSync(join(base, 'file'), '');
  const notAFolder = start(join(base, 'file', 'data'), await freePort());
  expect(await notAFolder.code).toBe(1);
  expect(notAFolder.words()).toMatch(/^The data folder .* cannot be written \(ENOTDIR\)\.\n$/);

  const newer = join(base, 'newer');
  mkdirSync(newer);
  const store = new DatabaseSync(join(newer, 'weir.db'));
  store.exec('PRAGMA user_version = 999');
  store.close();
  const tooOld = start(newer, await freePort());
  expect(await tooOld.code).toBe(1);
  expect(tooOld.words()).toMatch(/^The store .* has schema 999, newer than this Weir knows/);

  const open = start(join(base, 'open'), await freePort(), { WEIR_BIND: '0.0.0.0' });
  expect(await open.code).toBe(1);
  expect(open.words()).toMatch(/^WEIR_BIND listens beyond this machine: set WEIR_TOKEN/);
});
