import { runQuestion } from '#core/run/run.ts';
import { listRuns } from '#server/store/runs.ts';
import { bodyOf, handle } from '../handle.ts';
import { runView } from './run-view.ts';
import { startRun } from './start-run.ts';

export const GET = handle(async ({ world }) => ({
  runs: await Promise.all(listRuns(world.store, 100).map((run) => runView(world, run))),
}));

export const POST = handle(
  async ({ request, world }) => runView(world, await startRun(world, await bodyOf(request, runQuestion))),
  { status: 202 },
);
