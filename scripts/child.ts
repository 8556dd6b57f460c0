import { type ChildProcess, spawn } from 'node:child_process';
import { createWriteStream, type WriteStream } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** The exit code of a child that cannot start however often it is tried. */
const cannotStart = 78;
/** A child that ends this soon after its start, this often in a row, is given up. */
const soon = 10_000;
const patience = 5;

export type Child = { name: string; stop(): Promise<void> };

/**
 * Runs `node <script> …` and starts it again when it dies. Its output goes to `<logs>/<name>.log`, warnings and worse to
 * the terminal too. The child has an IPC channel, whose end tells it that we are gone. `onGiveUp` gets one sentence.
 */
export function keepAlive(
  name: string,
  command: string[],
  env: NodeJS.ProcessEnv,
  logs: string,
  onGiveUp: (sentence: string) => void,
): Child {
  const log = createWriteStream(join(logs, `${name}.log`), { flags: 'a' });
  let stopping = false;
  let failures = 0;
  let child: ChildProcess;
  let ended: Promise<void>;
  const start = () => {
    const began = Date.now();
    let lastWords = '';
    child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', ...command], {
      env,
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    show(child.stdout, log, name);
    show(child.stderr, log, name, (line) => {
      lastWords = line;
    });
    ended = new Promise((resolve) => {
      child.once('exit', (code) => {
        resolve();
        if (stopping) return;
        if (code === cannotStart) return onGiveUp(lastWords || `The ${name} process cannot start.`);
        failures = Date.now() - began < soon ? failures + 1 : 1;
        if (failures > patience)
          return onGiveUp(`The ${name} process ends again and again: ${join(logs, `${name}.log`)} says why.`);
        process.stderr.write(`The ${name} process ended (${code ?? 'killed'}); it is started again.\n`);
        setTimeout(
          () => {
            if (!stopping) start();
          },
          failures > 1 ? 2 ** failures * 100 : 0,
        );
      });
    });
  };
  start();
  return {
    name,
    async stop() {
      stopping = true;
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM');
      const killer = setTimeout(() => child.kill('SIGKILL'), 12_000);
      await ended;
      clearTimeout(killer);
      log.end();
    },
  };
}

function show(
  stream: NodeJS.ReadableStream | null,
  log: WriteStream,
  name: string,
  seen: (line: string) => void = () => undefined,
): void {
  if (!stream) return;
  createInterface({ input: stream }).on('line', (line) => {
    log.write(`${line}\n`);
    seen(line);
    const important = /"level":"(warn|error|fatal)"/.exec(line);
    if (important) process.stderr.write(`${name}: ${messageOf(line)}\n`);
  });
}

function messageOf(line: string): string {
  try {
    const { msg, reason } = JSON.parse(line) as { msg: string; reason?: string };
    return reason ? `${msg}: ${reason}` : msg;
  } catch {
    return line;
  }
}
