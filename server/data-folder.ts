import { randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { WeirError } from '#core/errors.ts';

export type DataFolder = {
  root: string;
  /** Names this installation on a Redis that it may share; part of every Redis key. */
  installation: string;
  store: string;
  lake: string;
  maps: string;
  artefacts: string;
  uploads: string;
  exports: string;
  tmp: string;
};

const parts = ['lake', 'maps', 'artefacts', 'uploads', 'exports', 'tmp'] as const;

/**
 * Opens the data folder, making what is missing. Any number of processes may do so at once.
 * @throws WeirError `unavailable` when it cannot be written
 */
export function openDataFolder(root: string): DataFolder {
  try {
    for (const part of parts) mkdirSync(join(root, part), { recursive: true });
    return {
      root,
      installation: readInstallation(root),
      store: join(root, 'weir.db'),
      lake: join(root, 'lake'),
      maps: join(root, 'maps'),
      artefacts: join(root, 'artefacts'),
      uploads: join(root, 'uploads'),
      exports: join(root, 'exports'),
      tmp: join(root, 'tmp'),
    };
  } catch (cause) {
    const reason = (cause as NodeJS.ErrnoException).code ?? 'unknown error';
    throw new WeirError('unavailable', `The data folder ${root} cannot be written (${reason}).`, { cause });
  }
}

/** The first process to link its file wins; all read the winner's. */
function readInstallation(root: string): string {
  const file = join(root, 'weir.json');
  const mine = scratchPath(join(root, 'tmp'), 'weir');
  writeFileSync(mine, JSON.stringify({ installation: randomBytes(6).toString('hex') }));
  try {
    linkSync(mine, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(mine, { force: true });
  }
  return (JSON.parse(readFileSync(file, 'utf8')) as { installation: string }).installation;
}

/** A path below tmp/ for something that is written beside; its name says which process of which host owns it. */
export function scratchPath(tmp: string, kind: string): string {
  return join(tmp, `${kind}@${hostname()}@${process.pid}@${randomBytes(6).toString('hex')}`);
}

/** No work that fills the disk begins or goes on with less than this free, in bytes. */
const leastFree = 512 * 1024 * 1024;

/** @throws WeirError `out_of_resources` when the disk that a folder lies on is nearly full */
export async function needFreeDisk(folder: string): Promise<void> {
  const disk = await statfs(folder);
  if (disk.bavail * disk.bsize >= leastFree) return;
  throw new WeirError('out_of_resources', 'The disk of the data folder is nearly full: free some space and retry.');
}

/** What a process of another host left is taken for abandoned after this long, in ms. */
const abandonedAfter = 24 * 60 * 60 * 1000;

/** Removes what processes left below tmp/ that are gone. */
export function sweepScratch(tmp: string): void {
  for (const name of readdirSync(tmp)) {
    const [, host, pid] = /^\w+@([^@]+)@(\d+)@/.exec(name) ?? [];
    if (host === undefined) continue;
    const path = join(tmp, name);
    const changed = statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Date.now();
    const gone = host === hostname() ? !isAlive(Number(pid)) : Date.now() - changed > abandonedAfter;
    if (gone) rmSync(path, { recursive: true, force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
