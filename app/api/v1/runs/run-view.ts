import { batchStates } from '#core/run/run.ts';
import type { BatchView, RunPace, RunView } from '#core/run/view.ts';
import { formatTime, second } from '#core/time.ts';
import type { BatchProgress } from '#server/queue/progress.ts';
import { listBatches } from '#server/store/batches.ts';
import type { StoredRun } from '#server/store/runs.ts';
import { findSource } from '#server/store/sources.ts';
import type { WebWorld } from '../../../world.ts';

/** A run's batches; what is under way comes from Redis, and without Redis only what the store knows. */
export async function batchesOf(world: WebWorld, run: StoredRun): Promise<BatchView[]> {
  const live =
    run.finished === null
      ? await world.producer.progress.all(run.id).catch(() => new Map<string, BatchProgress>())
      : new Map<string, BatchProgress>();
  return listBatches(world.store, run.id).map((batch) => {
    const progress = live.get(batch.key);
    const state = batch.state === 'waiting' && progress ? progress.state : batch.state;
    return { ...batch, state, read: progress?.read ?? 0 };
  });
}

/** A run as the API shows it. */
export async function runView(world: WebWorld, run: StoredRun): Promise<RunView> {
  const batches = await batchesOf(world, run);
  const { counts } = run;
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
    events: run.events,
    outside: Math.max(0, run.finished === null ? 0 : counts.stored - run.events),
    ...counts,
    batches: batches.length,
    batchStates: Object.fromEntries(
      batchStates.map((state) => [state, batches.filter((batch) => batch.state === state).length]),
    ) as RunView['batchStates'],
    failedBatches: batches
      .filter(({ error }) => error !== null)
      .map(({ key, unit, error }) => ({
        key,
        place: unit.kind === 'segment' ? unit.path : key,
        message: error?.message ?? 'unknown reason',
      })),
    pulled: batches.reduce((sum, { read }) => sum + read, 0),
    estimate: batches.reduce((sum, { unit }) => sum + unit.estimate, 0),
    seconds: run.started === null ? 0 : Math.round(((run.finished ?? Date.now()) - run.started) / 10) / 100,
    artefact: run.artefact,
    error: run.error,
    created: formatTime(run.created),
    started: run.started === null ? null : formatTime(run.started),
    finished: run.finished === null ? null : formatTime(run.finished),
  };
}

/** How fast a run goes (events/s since its start) and how many seconds are left at that rate; null while unknown. */
export function paceOf(view: RunView): RunPace {
  const rate = view.seconds > 0 ? Math.round(view.pulled / view.seconds) : 0;
  const left = Math.max(0, view.estimate - view.pulled);
  return {
    rate,
    secondsLeft: view.state === 'pulling' && rate > 0 ? Math.ceil((left / rate) * (second / 1000)) : null,
  };
}
