import { runOf } from '../../find.ts';
import { handle } from '../../handle.ts';
import { runView } from '../run-view.ts';

export const GET = handle<'run'>(({ params, world }) => runView(world, runOf(world, params.run)));
