import type { BatchView, RunView } from '#core/run/view.ts';
import { formatTime } from '#core/time.ts';
import type { BatchProgress } from '#server/queue/progress.ts';
import {
  type BatchCount,
  type BatchTotals,
  countBatches,
  failedBatches,
  listBatches,
  noBatches,
} from '#server/store/batches.ts';
import type { StoredRun } from '#server/store/runs.ts';
import { findSource } from '#server/store/sources.ts';
import type { WebWorld } from '../../../world.ts';

/** How many failed batches stand in a run's view, and in each of a list's. */
const failedShown = 100;
const failedListed = 3;

/** What running batches say of themselves; without Redis, or once the run has ended, nothing. */
async function liveOf(world: WebWorld, run: StoredRun): Promise<Map<string, BatchProgress>> {
  if (run.finished !== null) return new Map();
  return world.producer.progress.all(run.id).catch(() => new Map<string, BatchProgress>());
}

/** A batch with what it says of itself, which is newer than what the store says of one that has not ended. */
function withLive<Batch extends Pick<BatchCount, 'state' | 'read'>>(batch: Batch, live: BatchProgress | undefined) {
  const open = batch.state === 'waiting' || batch.state === 'running';
  return open && live ? { ...batch, state: live.state, read: live.read } : batch;
}

/** A run's batches; what is under way comes from Redis. */
export async function batchesOf(world: WebWorld, run: StoredRun): Promise<BatchView[]> {
  const live = await liveOf(world, run);
  return listBatches(world.store, run.id).map((batch) => withLive(batch, live.get(batch.key)));
}

/** A run that has not ended: its batches without their units, and its view. */
export async function liveView(world: WebWorld, run: StoredRun): Promise<{ view: RunView; batches: BatchCount[] }> {
  const live = await liveOf(world, run);
  const batches = countBatches(world.store, run.id).map((batch) => withLive(batch, live.get(batch.key)));
  const totals = noBatches();
  const done = { estimate: 0, read: 0 };
  let open = 0;
  for (const { state, estimate, read } of batches) {
    totals.states[state] += 1;
    totals.estimate += estimate;
    totals.read += read;
    if (state === 'waiting' || state === 'running') open += Math.max(0, estimate - read);
    if (state !== 'done') continue;
    done.estimate += estimate;
    done.read += read;
  }
  // What is left is guessed as well as what is done was.
  const left = Math.round(open * (done.estimate > 0 && done.read > 0 ? done.read / done.estimate : 1));
  if (run.finished === null) totals.estimate = totals.read + left;
  return { view: viewOf(world, run, { totals, left, failed: failedShown }), batches };
}

/** A run as the API shows it. */
export async function runView(world: WebWorld, run: StoredRun): Promise<RunView> {
  return (await liveView(world, run)).view;
}

/** Runs as a list of the API shows them: batches are read only of those that have not ended. */
export async function runViews(world: WebWorld, runs: readonly StoredRun[]): Promise<RunView[]> {
  return Promise.all(
    runs.map(async (run) => {
      const totals = run.batchTotals;
      return totals === null ? runView(world, run) : viewOf(world, run, { totals, left: 0, failed: failedListed });
    }),
  );
}

function viewOf(
  world: WebWorld,
  run: StoredRun,
  { totals, left, failed }: { totals: BatchTotals; left: number; failed: number },
): RunView {
  const { counts } = run;
  const seconds = run.started === null ? 0 : Math.round(((run.finished ?? Date.now()) - run.started) / 10) / 100;
  const rate = seconds > 0 ? Math.round(Math.max(0, totals.read - run.pulledBefore) / seconds) : 0;
  const failures = totals.states.failed > 0 ? failedBatches(world.store, run.id, failed) : [];
  return {
    id: run.id,
    source: findSource(world.store, run.sourceId)?.name ?? run.sourceId,
    dataset: run.dataset,
    state: run.state,
    from: formatTime(run.range.from),
    to: formatTime(run.range.to),
    notice: run.notice,
    map: run.map && { name: run.map.name, version: run.map.version },
    spec: run.spec,
    windowMinutes: run.windowMinutes,
    stopping: run.cancelRequested && run.finished === null,
    events: run.events,
    outside: run.artefact === null ? 0 : Math.max(0, counts.stored - run.events),
    ...counts,
    batches: Object.values(totals.states).reduce((sum, count) => sum + count, 0),
    batchStates: totals.states,
    failedBatches: failures.map(({ key, unit, error }) => ({
      key,
      place: unit.kind === 'segment' ? unit.path : key,
      message: error?.message ?? 'unknown reason',
    })),
    pulled: totals.read,
    estimate: totals.estimate,
    rate,
    secondsLeft: run.state === 'pulling' && rate > 0 ? Math.ceil(left / rate) : null,
    seconds,
    artefact: run.artefact,
    error: run.error,
    created: formatTime(run.created),
    started: run.started === null ? null : formatTime(run.started),
    finished: run.finished === null ? null : formatTime(run.finished),
  };
}
