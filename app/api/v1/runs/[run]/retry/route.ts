import { runOf } from '../../../find.ts';
import { handle } from '../../../handle.ts';
import { retryRun } from '../../retry-run.ts';
import { runView } from '../../run-view.ts';

export const POST = handle<'run'>(
  async ({ params, world }) => runView(world, await retryRun(world, runOf(world, params.run))),
  { status: 202 },
);
