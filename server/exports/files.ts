import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { access, mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { WeirError } from '#core/errors.ts';
import {
  type ExportRequest,
  type ExportStatus,
  type ExportView,
  exportRequest,
  exportStatus,
  hasEnded,
  waiting,
} from '#core/export/export.ts';
import { day } from '#core/time.ts';
import { scratchPath } from '#server/data-folder.ts';

/**
 * An export is a folder: `request.json` (what was asked, never changed), `status.json` (written by its worker), `cancelled`
 * (an empty file, written by whoever no longer wants it) and `file` (the finished file, there by one rename).
 */
type Folders = { exports: string; tmp: string };

/** How long an export is kept, in ms. */
export const keptFor = day;

const idForm = /^[0-9a-f-]{36}$/;

const notFound = () =>
  new WeirError('not_found', 'There is no such export: it was removed, or is older than a day. Export again.', {
    field: 'export',
  });

function folderOf(exports: string, id: string): string {
  if (!idForm.test(id)) throw notFound();
  return join(exports, id);
}

/** Keeps an export that waits for a worker, and returns its id. */
export async function addExport({ exports, tmp }: Folders, request: ExportRequest): Promise<string> {
  const id = randomUUID();
  const beside = scratchPath(tmp, 'exporting');
  await mkdir(beside);
  await writeFile(join(beside, 'request.json'), JSON.stringify(request));
  await rename(beside, join(exports, id));
  return id;
}

/** What was asked. @throws WeirError `not_found`, also when another version of Weir asked it */
export async function readExportRequest(exports: string, id: string): Promise<ExportRequest> {
  const request = exportRequest.safeParse(await readJson(join(folderOf(exports, id), 'request.json')));
  if (!request.success) throw notFound();
  return request.data;
}

/** How an export stands. @throws WeirError `not_found` */
export async function readExport(exports: string, id: string): Promise<ExportView> {
  const { format, fileName, created } = await readExportRequest(exports, id);
  const kept = exportStatus.safeParse(await readJson(join(folderOf(exports, id), 'status.json')));
  const status = kept.success ? kept.data : waiting;
  const state = (await isCancelled(exports, id)) ? 'cancelled' : status.state;
  return { id, format, fileName, created, ...status, state };
}

export async function isCancelled(exports: string, id: string): Promise<boolean> {
  return exists(join(folderOf(exports, id), 'cancelled'));
}

/** Says how far an export is. @throws WeirError `not_found` when it was removed meanwhile */
export async function saveExportStatus({ exports, tmp }: Folders, id: string, status: ExportStatus): Promise<void> {
  const beside = scratchPath(tmp, 'status');
  await writeFile(beside, JSON.stringify(status));
  await moveInto(beside, join(folderOf(exports, id), 'status.json'));
}

/** Makes the finished file appear; returns its size in bytes. @throws WeirError `not_found` when the export was removed */
export async function placeExportFile(exports: string, id: string, written: string): Promise<number> {
  const { size } = await stat(written);
  await moveInto(written, join(folderOf(exports, id), 'file'));
  return size;
}

/** The bytes of a finished file. @throws WeirError `not_found` */
export async function streamExport(exports: string, id: string): Promise<ReadableStream<Uint8Array>> {
  const path = join(folderOf(exports, id), 'file');
  if (!(await exists(path))) throw notFound();
  return Readable.toWeb(createReadStream(path)) as ReadableStream<Uint8Array>;
}

/** Cancels an export that has not ended; removes one that has. @throws WeirError `not_found` */
export async function dropExport(exports: string, id: string): Promise<void> {
  const { state } = await readExport(exports, id);
  if (hasEnded(state)) await removeExport(exports, id);
  else await writeFile(join(folderOf(exports, id), 'cancelled'), '');
}

export async function removeExport(exports: string, id: string): Promise<void> {
  await rm(folderOf(exports, id), { recursive: true, force: true });
}

/** Removes exports that are older than a day, and returns the ids of those that still want a worker. */
export async function sweepExports(exports: string, now: number): Promise<string[]> {
  const open: string[] = [];
  for (const id of await readdir(exports)) {
    if (!idForm.test(id)) continue;
    const view = await readExport(exports, id).catch(() => undefined);
    if (view && now - view.created < keptFor) {
      if (!hasEnded(view.state)) open.push(id);
    } else if (view || (await isOld(join(exports, id), now))) await removeExport(exports, id);
  }
  return open;
}

async function isOld(path: string, now: number): Promise<boolean> {
  const changed = await stat(path).catch(() => undefined);
  return changed !== undefined && now - changed.mtimeMs >= keptFor;
}

async function moveInto(from: string, to: string): Promise<void> {
  try {
    await rename(from, to);
  } catch (error) {
    await rm(from, { force: true });
    throw (error as NodeJS.ErrnoException).code === 'ENOENT' ? notFound() : error;
  }
}

async function readJson(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
