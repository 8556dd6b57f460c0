import { runOf } from '../../../find.ts';
import { handle } from '../../../handle.ts';
import { batchesOf } from '../../run-view.ts';

export const GET = handle<'run'>(async ({ params, world }) => ({
  batches: await batchesOf(world, runOf(world, params.run)),
}));
