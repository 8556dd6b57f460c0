import { randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
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
  tmp: string;
};

const parts = ['lake', 'maps', 'artefacts', 'uploads', 'tmp'] as const;

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
  const mine = join(root, 'tmp', `weir-${process.pid}-${randomBytes(4).toString('hex')}.json`);
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
