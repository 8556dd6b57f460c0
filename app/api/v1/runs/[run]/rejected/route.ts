import type { RejectedLines } from '#core/jobs.ts';
import { queryTimeout, runOf } from '../../../find.ts';
import { handle } from '../../../handle.ts';

export const GET = handle<'run'>(({ request, params, world }) => {
  const { dataset, range } = runOf(world, params.run);
  return world.producer.ask<RejectedLines>(
    'rejected-lines',
    { dataset, ...range },
    { timeoutMs: queryTimeout, signal: request.signal },
  );
});
