import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { type Client, openClient } from '#cli/client.ts';
import { isFinal, type RunState } from '#core/run/run.ts';
import { freePort } from '#scripts/services/ports.ts';
import { webCommand } from '#scripts/web-command.ts';

const root = resolve(import.meta.dirname, '../..');

export type Role = 'web' | 'control' | 'batches' | 'queries';

export type TestRun = {
  id: string;
  state: RunState;
  events: number;
  outside: number;
  expected: number;
  read: number;
  stored: number;
  duplicates: number;
  rejected: number;
  batches: number;
  batchStates: Record<string, number>;
  failedBatches: { message: string }[];
  notice: string | null;
  artefact: string;
  error: { code: string; message: string; field?: string } | null;
};

export type TestWeir = {
  url: string;
  client: Client;
  dataDir: string;
  /** A folder from which NDJSON may be read. */
  incoming: string;
  pid(role: Role): number;
  kill(role: Role): Promise<void>;
  start(role: Role): Promise<void>;
  /** Starts a run and waits for its end. */
  run(question: Record<string, unknown>): Promise<TestRun>;
  ended(id: string): Promise<TestRun>;
  /** Runs the command line; output and exit code. */
  weir(...words: string[]): Promise<{ code: number; out: string; err: string }>;
  stop(): Promise<void>;
};

/** All processes of Weir on a Redis and a data folder of a test's own, as `npm start` runs them. */
export async function startWeir(redisUrl: string, more: Record<string, string> = {}): Promise<TestWeir> {
  const base = mkdtempSync(join(tmpdir(), 'weir-test-'));
  const [dataDir, incoming] = [join(base, 'data'), join(base, 'incoming')];
  mkdirSync(incoming);
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const env = {
    ...process.env,
    NODE_ENV: 'production',
    REDIS_URL: redisUrl,
    PORT: String(port),
    WEIR_DATA_DIR: dataDir,
    WEIR_NDJSON_ROOTS: incoming,
    WEIR_KEY_FILE: join(base, 'secret.key'),
    WEIR_URL: url,
    ...more,
  } as NodeJS.ProcessEnv;
  const children = new Map<Role, ChildProcess>();
  const start = async (role: Role) => {
    const command = role === 'web' ? webCommand(port, '127.0.0.1') : ['workers/main.ts', role];
    const quiet = process.env.WEIR_TEST_OUTPUT ? 'inherit' : 'ignore';
    children.set(
      role,
      spawn(process.execPath, ['--disable-warning=ExperimentalWarning', ...command], {
        cwd: root,
        env,
        stdio: ['ignore', quiet, quiet, 'ipc'],
      }),
    );
    await healthy(url);
  };
  const kill = (role: Role) => gone(children.get(role), 'SIGKILL');
  const client = openClient(url, more.WEIR_TOKEN);
  const ended = async (id: string) => {
    for (;;) {
      const run = await client.get<TestRun>(`/runs/${id}`).catch(() => undefined);
      if (run && isFinal(run.state)) return run;
      await wait(50);
    }
  };
  await Promise.all((['web', 'control', 'batches', 'queries'] as const).map(start));
  return {
    url,
    client,
    dataDir,
    incoming,
    pid: (role) => children.get(role)?.pid ?? 0,
    kill,
    start,
    ended,
    run: async (question) => ended((await client.post<TestRun>('/runs', question)).id),
    weir: (...words) => runProgram(['cli/main.ts', ...words], env),
    async stop() {
      await Promise.all([...children.values()].map((child) => gone(child, 'SIGTERM')));
      rmSync(base, { recursive: true, force: true });
    },
  };
}

async function healthy(url: string): Promise<void> {
  for (const end = Date.now() + 60_000; Date.now() < end; await wait(50)) {
    try {
      if ((await fetch(`${url}/api/v1/health`)).ok) return;
    } catch {}
  }
  throw new Error('Weir did not become healthy within a minute.');
}

function gone(child: ChildProcess | undefined, signal: NodeJS.Signals): Promise<void> {
  return new Promise((done) => {
    if (!child || child.exitCode !== null || child.signalCode !== null) return done();
    child.once('exit', () => done());
    child.kill(signal);
  });
}

/** Runs one of the project's programs to its end. */
export function runProgram(
  command: string[],
  env: NodeJS.ProcessEnv,
): Promise<{ code: number; out: string; err: string }> {
  return new Promise((done) => {
    const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', ...command], {
      cwd: root,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let [out, err] = ['', ''];
    child.stdout.on('data', (chunk) => {
      out += chunk;
    });
    child.stderr.on('data', (chunk) => {
      err += chunk;
    });
    child.once('close', (code) => done({ code: code ?? 1, out, err }));
  });
}
