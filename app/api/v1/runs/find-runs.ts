import type { z } from 'zod';
import type { runsQuestion } from '#core/api.ts';
import { finalStates, runStates } from '#core/run/run.ts';
import type { RunList } from '#core/run/view.ts';
import { listRuns } from '#server/store/runs.ts';
import type { WebWorld } from '../../../world.ts';
import { sourceIn } from '../find.ts';
import { runViews } from './run-view.ts';

/** The latest runs of a source or in a state. @throws WeirError `invalid` for a source that there is not */
export async function findRuns(
  world: WebWorld,
  { source, state, limit }: z.output<typeof runsQuestion>,
): Promise<RunList> {
  const { runs, total } = listRuns(world.store, {
    sourceId: source === undefined ? null : sourceIn(world, source).id,
    states:
      state === undefined ? null : state === 'active' ? runStates.filter((one) => !finalStates.includes(one)) : [state],
    limit,
  });
  return { runs: await runViews(world, runs), total };
}
