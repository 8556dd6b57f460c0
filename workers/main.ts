import { isWeirError } from '#core/errors.ts';
import { type QueueName, queueNames } from '#core/jobs.ts';
import { artefactEvictor } from '#server/artefacts/evict.ts';
import { openDataFolder, sweepScratch } from '#server/data-folder.ts';
import { readEnv, redactedEnv } from '#server/env.ts';
import { type Duck, openDuck } from '#server/lake/duckdb.ts';
import { lakeEngine } from '#server/lake/pivot/engine.ts';
import { listRejected } from '#server/lake/rejected-lines.ts';
import { createLog } from '#server/log.ts';
import { openProducer } from '#server/queue/producer.ts';
import { type Processors, type RunningWorker, startWorker } from '#server/queue/worker.ts';
import { openSecrets } from '#server/secrets.ts';
import { openStore } from '#server/store/open.ts';
import { reconcile, runAdvancer } from './control.ts';
import { coverage } from './coverage.ts';
import { parseUpload } from './parse-upload.ts';
import { pivot } from './pivot.ts';
import { planRun } from './plan-run.ts';
import { pullUnit } from './pull-unit.ts';
import { testSource } from './test-source.ts';
import { versions } from './versions.ts';
import type { World } from './world.ts';

/** The exit code of a process that cannot start however often it is tried. */
const cannotStart = 78;
/** How long running jobs may go on after SIGTERM, in ms. */
const grace = 5_000;
const reconcileEvery = 60_000;

const role = process.argv[2] as QueueName;

async function start(): Promise<RunningWorker> {
  if (!queueNames.includes(role)) throw new TypeError(`Name a queue: ${queueNames.join(', ')}.`);
  const env = readEnv();
  const log = createLog(role, env.logLevel);
  log.debug({ settings: redactedEnv(env) }, 'settings');
  const folder = openDataFolder(env.dataDir);
  sweepScratch(folder.tmp);
  const world: World = {
    env,
    folder,
    producer: openProducer(env.redisUrl, folder.installation),
    secrets: openSecrets(env),
    log,
  };
  const run = (concurrency: number, processors: Processors) =>
    startWorker({
      queue: role,
      redisUrl: env.redisUrl,
      installation: folder.installation,
      concurrency,
      processors,
      log,
    });

  if (role === 'control') {
    const control = { ...world, store: openStore(folder.store) };
    const advance = runAdvancer(control);
    const evict = artefactEvictor(folder);
    const again = () =>
      reconcile(control, advance, evict).catch((error) =>
        log.warn({ reason: String(error) }, 'Runs could not be reconciled'),
      );
    void again();
    setInterval(again, reconcileEvery).unref();
    return run(8, {
      'advance-run': (payload: { runId: string }) => advance(payload.runId),
    } as Processors);
  }
  const duck: Duck = await openDuck(folder, { memoryMb: env.duckdbMemoryMb, threads: env.duckdbThreads });
  const lake = { ...world, duck };
  if (role === 'batches') {
    return run(env.batchConcurrency, { 'pull-unit': (payload, context) => pullUnit(lake, payload, context) });
  }
  const engine = lakeEngine(duck, folder);
  return run(env.queryConcurrency, queries(lake, engine));
}

function queries(lake: World & { duck: Duck }, engine: ReturnType<typeof lakeEngine>): Processors {
  const processors = {
    pivot: (payload, context) => pivot(lake, engine, payload, context),
    'cell-events': ({ artefact, cell, limit, offset }, { signal }) =>
      engine.cellEvents(artefact, cell, { limit, offset }, signal),
    events: ({ dataset, from, to, map, filters, limit, offset }, { signal }) =>
      engine.listEvents(
        { dataset, from, to, map, spec: { rows: [], columns: [], values: ['count'], filters } },
        { limit, offset },
        signal,
      ),
    'test-source': (payload, context) => testSource(lake, payload, context),
    'plan-run': (payload, context) => planRun(lake, payload, context),
    coverage: (payload, context) => coverage(lake, payload, context),
    'rejected-lines': ({ dataset, from, to }, { signal }) =>
      listRejected(lake.duck, lake.folder.lake, dataset, { from, to }, signal),
    'parse-upload': (payload, context) => parseUpload(lake, payload, context),
    versions: (_payload, { signal }) => versions(lake, signal),
  } satisfies TypedProcessors;
  return processors as Processors;
}

type TypedProcessors = {
  [Name in
    | 'pivot'
    | 'cell-events'
    | 'events'
    | 'test-source'
    | 'plan-run'
    | 'coverage'
    | 'rejected-lines'
    | 'parse-upload'
    | 'versions']: (
    payload: import('#core/jobs.ts').Payload<Name>,
    context: import('#server/queue/worker.ts').JobContext,
  ) => Promise<unknown>;
};

try {
  const worker = await start();
  const stop = () => {
    worker.close(grace).finally(() => process.exit(0));
    setTimeout(() => process.exit(0), grace + 3_000).unref();
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  process.once('disconnect', stop);
} catch (error) {
  if (!isWeirError(error)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exit(cannotStart);
}
