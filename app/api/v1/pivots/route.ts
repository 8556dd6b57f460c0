import { pivotQuestion } from '#core/api.ts';
import { bodyOf, handle } from '../handle.ts';
import { computePivot } from './compute-pivot.ts';

export const POST = handle(async ({ request, world }) =>
  computePivot(world, await bodyOf(request, pivotQuestion), request.signal),
);
