import { WeirError } from '#core/errors.ts';
import { isFinal } from '#core/run/run.ts';
import { changeRun } from '#server/store/runs.ts';
import { runOf } from '../../../find.ts';
import { handle } from '../../../handle.ts';
import { runView } from '../../run-view.ts';

export const POST = handle<'run'>(
  async ({ params, world }) => {
    const run = runOf(world, params.run);
    if (isFinal(run.state))
      throw new WeirError('conflict', `The run has ended already: it is ${run.state}.`, { field: 'run' });
    changeRun(world.store, run.id, { cancelRequested: true });
    await world.producer.progress.requestCancel(run.id);
    await world.producer.add('advance-run', { runId: run.id });
    return runView(world, runOf(world, run.id));
  },
  { status: 202 },
);
