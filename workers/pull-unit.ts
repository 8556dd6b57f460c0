import { rm } from 'node:fs/promises';
import { isWeirError, WeirError } from '#core/errors.ts';
import type { Payload } from '#core/jobs.ts';
import type { LakeFile } from '#core/lake-file.ts';
import { needFreeDisk, scratchPath } from '#server/data-folder.ts';
import { storeBatch, type Target } from '#server/lake/ingest.ts';
import { listDataset } from '#server/lake/listing.ts';
import type { BatchProgress } from '#server/queue/progress.ts';
import { finalCodes, type JobContext } from '#server/queue/worker.ts';
import { openSource } from '#server/sources/source.ts';
import type { LakeWorld } from './world.ts';

/** How often a batch says how far it is and asks whether its run was cancelled, in ms. */
const lookEvery = 500;

/**
 * Pulls one unit into one file of the lake. Done again after a crash, it finds its file or begins anew; a unit that is
 * stored already is left alone.
 */
export async function pullUnit(world: LakeWorld, payload: Payload<'pull-unit'>, context: JobContext): Promise<void> {
  const { runId, dataset, unit } = payload;
  const note = (progress: Omit<BatchProgress, 'at'>) =>
    world.producer.progress.set(runId, unit.key, { ...progress, at: Date.now() });
  const abort = new AbortController();
  const stop = () => abort.abort(context.signal.reason);
  context.signal.addEventListener('abort', stop, { once: true });
  try {
    const stored = await listDataset(world.folder.lake, dataset);
    const print = unit.kind === 'segment' ? unit.print : null;
    const known = stored.filter((file) => file.key === unit.key);
    if (!known.some((file) => file.print === print && file.final)) {
      await note({ state: 'running', read: 0 });
      const generation = known.reduce((most, file) => Math.max(most, file.generation), 0) + 1;
      const file = await pull(world, payload, { generation, abort, note });
      await note({ state: 'done', read: file.counts.read });
    }
  } catch (error) {
    if (isWeirError(error) && error.code === 'cancelled') await note({ state: 'cancelled', read: 0 });
    else if (context.signal.aborted) throw error;
    else if (context.lastAttempt || (isWeirError(error) && finalCodes.has(error.code))) {
      const shown = isWeirError(error)
        ? error
        : new WeirError('internal', 'Something went wrong inside Weir: the log of the workers says what.', {
            cause: error,
          });
      await note({ state: 'failed', read: 0, error: shown.toBody() });
      await world.producer.add('advance-run', { runId });
      throw error;
    } else throw error;
  } finally {
    context.signal.removeEventListener('abort', stop);
  }
  await world.producer.add('advance-run', { runId });
}

type Options = {
  generation: number;
  abort: AbortController;
  note: (progress: Omit<BatchProgress, 'at'>) => Promise<void>;
};

async function pull(
  world: LakeWorld,
  payload: Payload<'pull-unit'>,
  { generation, abort, note }: Options,
): Promise<LakeFile> {
  const { runId, dataset, source: ref, unit } = payload;
  await needFreeDisk(world.folder.tmp);
  const raw = `${scratchPath(world.folder.tmp, 'pull')}.ndjson`;
  const source = openSource(
    ref.place,
    ref.sealed === undefined ? null : world.secrets.open(ref.sealed),
    world.env.ndjsonRoots,
  );
  let looked = 0;
  const look = async (read: number) => {
    if (Date.now() - looked < lookEvery) return;
    looked = Date.now();
    if (await world.producer.progress.isCancelled(runId))
      abort.abort(new WeirError('cancelled', 'The run was cancelled.'));
    abort.signal.throwIfAborted();
    await note({ state: 'running', read });
  };
  try {
    const pulled = await source.pull(unit, raw, look, abort.signal);
    const target: Target = {
      dataset,
      kind: unit.kind,
      key: unit.key,
      print: unit.kind === 'segment' ? unit.print : null,
      range: unit.kind === 'window' ? { from: unit.from, to: unit.to } : null,
      generation,
      final: true,
    };
    return await storeBatch(
      world.duck,
      world.folder.lake,
      world.folder.tmp,
      { ...pulled, path: raw },
      target,
      abort.signal,
    );
  } finally {
    await rm(raw, { force: true });
    await source.close();
  }
}
