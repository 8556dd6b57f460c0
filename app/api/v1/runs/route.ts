import { runsQuestion } from '#core/api.ts';
import { runQuestion } from '#core/run/run.ts';
import { bodyOf, handle, queryOf } from '../handle.ts';
import { findRuns } from './find-runs.ts';
import { runView } from './run-view.ts';
import { startRun } from './start-run.ts';

export const GET = handle(({ request, world }) => findRuns(world, queryOf(request, runsQuestion)));

export const POST = handle(
  async ({ request, world }) => runView(world, await startRun(world, await bodyOf(request, runQuestion))),
  { status: 202 },
);
