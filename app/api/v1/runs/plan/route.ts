import { planQuestion } from '#core/run/run.ts';
import { bodyOf, handle } from '../../handle.ts';
import { planRun } from '../plan-run.ts';

export const POST = handle(async ({ request, world }) =>
  planRun(world, await bodyOf(request, planQuestion), request.signal),
);
