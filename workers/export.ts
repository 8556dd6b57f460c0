import { rm } from 'node:fs/promises';
import { isWeirError, WeirError } from '#core/errors.ts';
import { type ExportRequest, type ExportStatus, waiting } from '#core/export/export.ts';
import type { Payload } from '#core/jobs.ts';
import { needFreeDisk, scratchPath } from '#server/data-folder.ts';
import {
  isCancelled,
  placeExportFile,
  readExport,
  readExportRequest,
  saveExportStatus,
} from '#server/exports/files.ts';
import { finalCodes, type JobContext } from '#server/queue/worker.ts';
import { type Counter, writeEvents, writeTable } from './export-file.ts';
import type { LakeWorld } from './world.ts';

/** How often an export says how far it is and looks whether it is still wanted, in ms. */
const lookEvery = 500;

/**
 * Writes the file of an export. Done again after a crash it starts anew; one that was cancelled or removed meanwhile leaves
 * nothing. What goes wrong is kept as the export's status.
 */
export async function makeExport(
  world: LakeWorld,
  { exportId }: Payload<'export'>,
  context: JobContext,
): Promise<void> {
  const { folder } = world;
  const request = await wanted(folder.exports, exportId);
  if (!request) return;
  const counter: Counter = { rows: 0, total: null };
  const running = (): ExportStatus => ({ ...waiting, ...counter, state: 'running' });
  const abort = new AbortController();
  const stop = () => abort.abort(context.signal.reason);
  context.signal.addEventListener('abort', stop, { once: true });
  const beside = `${scratchPath(folder.tmp, 'export')}.${request.format}`;
  const save = (status: ExportStatus) => saveExportStatus(folder, exportId, status);
  const look = async () => {
    if (await isCancelled(folder.exports, exportId)) throw new WeirError('cancelled', 'The export was cancelled.');
    await needFreeDisk(folder.tmp);
    await save(running());
  };
  const looking = every(lookEvery, look, (error) => abort.abort(error));
  try {
    await look();
    const notes = await write(world, request, beside, counter, abort.signal);
    await looking.stop();
    abort.signal.throwIfAborted();
    const bytes = await placeExportFile(folder.exports, exportId, beside);
    await save({ ...running(), state: 'done', total: counter.rows, bytes, notes });
  } catch (error) {
    await looking.stop();
    await settle(error, save, running(), context);
  } finally {
    context.signal.removeEventListener('abort', stop);
    await rm(beside, { force: true });
  }
}

/** What an export asks for, unless it has ended or is gone. */
async function wanted(exports: string, id: string): Promise<ExportRequest | undefined> {
  try {
    const { state } = await readExport(exports, id);
    return state === 'waiting' || state === 'running' ? await readExportRequest(exports, id) : undefined;
  } catch (error) {
    if (isWeirError(error) && error.code === 'not_found') return undefined;
    throw error;
  }
}

function write(
  world: LakeWorld,
  request: ExportRequest,
  path: string,
  counter: Counter,
  signal: AbortSignal,
): Promise<string[]> {
  const { what, format } = request;
  return what.kind === 'table'
    ? writeTable(world, what, format, path, counter, signal)
    : writeEvents(world, what, format, path, counter, signal);
}

/** Keeps what went wrong, where somebody may still want to know it; throws what the queue must know. */
async function settle(
  error: unknown,
  save: (status: ExportStatus) => Promise<void>,
  status: ExportStatus,
  context: JobContext,
): Promise<void> {
  const shown = shownError(error);
  const { code } = shown;
  const again = !finalCodes.has(code) && !context.lastAttempt;
  const next: ExportStatus =
    code === 'cancelled'
      ? { ...status, state: 'cancelled' }
      : context.signal.aborted || again
        ? waiting
        : { ...status, state: 'failed', error: shown.toBody() };
  const removed = await save(next).then(
    () => false,
    (trouble) => isWeirError(trouble) && trouble.code === 'not_found',
  );
  if (!removed && code !== 'cancelled') throw error;
}

function shownError(error: unknown): WeirError {
  if (isWeirError(error)) return error;
  return (error as NodeJS.ErrnoException).code === 'ENOSPC'
    ? new WeirError('out_of_resources', 'The disk of the data folder is full: free some space and try again.')
    : new WeirError('internal', 'Something went wrong inside Weir: the log of the workers says what.');
}

/** Calls `work` again and again, one at a time, until it fails or is stopped. */
function every(milliseconds: number, work: () => Promise<void>, failed: (error: unknown) => void) {
  let stopped = false;
  let current: Promise<void> = Promise.resolve();
  const timer = setInterval(() => {
    current = current
      .then(() => (stopped ? undefined : work()))
      .catch((error) => {
        stopped = true;
        failed(error);
      });
  }, milliseconds);
  return {
    async stop() {
      clearInterval(timer);
      stopped = true;
      await current;
    },
  };
}
