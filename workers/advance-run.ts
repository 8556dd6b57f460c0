import { isWeirError, WeirError } from '#core/errors.ts';
import { contentHash } from '#core/hash.ts';
import { filesOfRange, type LakeFile } from '#core/lake-file.ts';
import { addCounts, isComplete, isFinal, noCounts, type Unit } from '#core/run/run.ts';
import { datasetId } from '#core/source.ts';
import { formatTime } from '#core/time.ts';
import { listDataset } from '#server/lake/listing.ts';
import type { BatchProgress } from '#server/queue/progress.ts';
import { openSource } from '#server/sources/source.ts';
import { listBatches, noteBatches, planBatches, type StoredBatch } from '#server/store/batches.ts';
import type { Store } from '#server/store/open.ts';
import { changeRun, findRun, type StoredRun } from '#server/store/runs.ts';
import { findSource } from '#server/store/sources.ts';
import { pivotField } from './pivot-field.ts';
import type { World } from './world.ts';

export type ControlWorld = World & { store: Store };

/** Batches of one run that may be on the queue at once, so that a long run cannot starve others. */
const inFlight = 8;
/** How long planning may ask the source, in ms. */
const planTimeout = 120_000;

/**
 * Brings a run one step on: plans it, tops up its batches, computes its pivot, or ends it. What is done is read from
 * the lake's folder each time, so it may be called at any time and any number of times.
 */
export async function advanceRun(world: ControlWorld, runId: string): Promise<void> {
  const run = findRun(world.store, runId);
  if (!run || isFinal(run.state)) return;
  if (run.cancelRequested) return endCancelled(world, run);
  try {
    if (run.state === 'queued') await plan(world, run);
    else if (run.state === 'pulling') await topUp(world, run);
    else await awaitPivot(world, run);
  } catch (error) {
    if (!isWeirError(error) || error.code === 'unavailable') throw error;
    world.log.warn({ run: run.id, code: error.code, reason: error.message }, 'A run failed');
    changeRun(world.store, run.id, { state: 'failed', error: error.toBody(), finished: Date.now() });
  }
}

async function plan(world: ControlWorld, run: StoredRun): Promise<void> {
  const ref = sourceOf(world, run);
  const source = openSource(
    ref.place,
    ref.sealed === undefined ? null : world.secrets.open(ref.sealed),
    world.env.ndjsonRoots,
  );
  try {
    const stored = await listDataset(world.folder.lake, run.dataset);
    const units = await source.plan(run.range, stored, run.windowMinutes, AbortSignal.timeout(planTimeout));
    planBatches(world.store, run.id, units);
    changeRun(world.store, run.id, { state: 'pulling', started: Date.now() });
    world.log.info({ run: run.id, batches: units.length }, 'A run was planned');
  } catch (error) {
    throw (error as Error).name === 'TimeoutError'
      ? new WeirError('source_unreachable', `The source did not answer within ${planTimeout / 1000} s.`, {
          cause: error,
        })
      : error;
  } finally {
    await source.close();
  }
  await advanceRun(world, run.id);
}

function sourceOf(world: ControlWorld, run: StoredRun) {
  const source = findSource(world.store, run.sourceId);
  if (!source) throw new WeirError('not_found', "The run's source is gone.");
  if (datasetId(source) !== run.dataset) {
    throw new WeirError(
      'conflict',
      "The source's place was changed since this run was started, so its events would be others: start a new run.",
    );
  }
  const { created: _created, ...ref } = source;
  return ref;
}

function isStored(unit: Unit, files: ReadonlyMap<string, LakeFile>): boolean {
  const file = files.get(unit.key);
  return file?.final === true && file.print === (unit.kind === 'segment' ? unit.print : null);
}

function readOf(unit: Unit, files: ReadonlyMap<string, LakeFile>): number {
  return files.get(unit.key)?.counts.read ?? 0;
}

async function topUp(world: ControlWorld, run: StoredRun): Promise<void> {
  const files = new Map((await listDataset(world.folder.lake, run.dataset)).map((file) => [file.key, file]));
  const progress = await world.producer.progress.all(run.id);
  const batches = listBatches(world.store, run.id);
  const notes = batches.map((batch) => ({ batch, ...stateOf(batch, files, progress.get(batch.key)) }));
  noteBatches(
    world.store,
    run.id,
    notes
      .filter(({ batch, state }) => batch.state !== state)
      .map(({ batch, state, error, read }) => ({ key: batch.key, state, error, read })),
  );
  const open = notes.filter(({ state }) => state === 'waiting' || state === 'running');
  if (open.length === 0) {
    changeRun(world.store, run.id, { state: 'pivoting' });
    return advanceRun(world, run.id);
  }
  const source = sourceOf(world, run);
  for (const { batch } of open.slice(0, inFlight)) {
    await world.producer.add(
      'pull-unit',
      { runId: run.id, dataset: run.dataset, source, unit: batch.unit },
      { jobId: `${run.id}-${contentHash(batch.key)}`, attempts: 4, backoffMs: 1000 },
    );
  }
}

function stateOf(batch: StoredBatch, files: ReadonlyMap<string, LakeFile>, progress: BatchProgress | undefined) {
  if (isStored(batch.unit, files)) return { state: 'done' as const, error: null, read: readOf(batch.unit, files) };
  if (batch.state === 'failed') return { state: 'failed' as const, error: batch.error, read: 0 };
  if (progress?.state === 'failed') return { state: 'failed' as const, error: progress.error ?? null, read: 0 };
  return { state: progress?.state === 'running' ? ('running' as const) : ('waiting' as const), error: null, read: 0 };
}

async function awaitPivot(world: ControlWorld, run: StoredRun): Promise<void> {
  const result = (await world.producer.progress.all(run.id)).get(pivotField);
  if (result?.state === 'failed') return end(world, run, null, result.error ? WeirError.fromBody(result.error) : null);
  if (result?.state === 'done' && result.pivot) return end(world, run, result.pivot, null);
  await world.producer.add(
    'pivot',
    {
      runId: run.id,
      request: { dataset: run.dataset, from: run.range.from, to: run.range.to, map: run.map, spec: run.spec },
    },
    { jobId: `${run.id}-pivot`, attempts: 3 },
  );
}

async function end(
  world: ControlWorld,
  run: StoredRun,
  pivot: BatchProgress['pivot'] | null,
  pivotError: WeirError | null,
): Promise<void> {
  const counts = await countsOf(world, run);
  const failed = listBatches(world.store, run.id).filter(({ state }) => state === 'failed');
  const [firstFailed] = failed;
  const events = pivot?.inRange ?? 0;
  const outcome = (): Pick<StoredRun, 'state' | 'error'> => {
    if (firstFailed) {
      const message = `${failed.length === 1 ? 'One batch' : `${failed.length} batches`} could not be pulled: ${firstFailed.error?.message ?? 'unknown reason'}`;
      const code = firstFailed.error?.code ?? 'internal';
      return { state: counts.stored > 0 ? 'partial' : 'failed', error: new WeirError(code, message).toBody() };
    }
    if (pivotError) return { state: 'failed', error: pivotError.toBody() };
    if (!isComplete(counts)) {
      const message = `The source said it holds ${counts.expected} events, but gave ${counts.read}.`;
      return { state: 'partial', error: new WeirError('source_refused', message).toBody() };
    }
    if (events === 0) {
      const message = `The source holds no event from ${formatTime(run.range.from)} to ${formatTime(run.range.to)}.`;
      return { state: 'failed', error: new WeirError('invalid', message, { field: 'from' }).toBody() };
    }
    return { state: 'complete', error: null };
  };
  changeRun(world.store, run.id, {
    ...outcome(),
    counts,
    events,
    artefact: pivot?.artefact ?? null,
    finished: Date.now(),
  });
  world.log.info({ run: run.id, state: outcome().state, events }, 'A run ended');
}

/** The accounts of all units that the run's range needs, whoever pulled them. */
async function countsOf(world: ControlWorld, run: StoredRun) {
  const files = filesOfRange(await listDataset(world.folder.lake, run.dataset), run.range);
  return files.reduce((sum, file) => addCounts(sum, file.counts), noCounts);
}

async function endCancelled(world: ControlWorld, run: StoredRun): Promise<void> {
  await world.producer.progress.requestCancel(run.id);
  await world.producer.removeWaiting('batches', (_name, payload) => (payload as { runId?: string }).runId === run.id);
  const files = new Map((await listDataset(world.folder.lake, run.dataset)).map((file) => [file.key, file]));
  const notes = listBatches(world.store, run.id).map(({ key, unit }) =>
    isStored(unit, files)
      ? { key, state: 'done' as const, error: null, read: readOf(unit, files) }
      : { key, state: 'cancelled' as const, error: null, read: 0 },
  );
  noteBatches(world.store, run.id, notes);
  changeRun(world.store, run.id, { state: 'cancelled', counts: await countsOf(world, run), finished: Date.now() });
}
