import { runOf } from '../../../find.ts';
import { handle } from '../../../handle.ts';
import { progressStream } from '../../progress-stream.ts';

export const dynamic = 'force-dynamic';

export const GET = handle<'run'>(({ request, params, world }) => {
  const run = runOf(world, params.run);
  return new Response(progressStream(world, run.id, request.signal), {
    headers: { 'content-type': 'text/event-stream', 'cache-control': 'no-store', 'x-accel-buffering': 'no' },
  });
});
