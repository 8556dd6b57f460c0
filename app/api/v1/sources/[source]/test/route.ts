import type { SourceReport } from '#core/source.ts';
import { sourceOf } from '../../../find.ts';
import { handle } from '../../../handle.ts';

/** How long a source may take to answer its test, in ms. */
const testTimeout = 90_000;

export const POST = handle<'source'>(({ request, params, world }) => {
  const { created: _created, ...source } = sourceOf(world, params.source);
  return world.producer.ask<SourceReport>(
    'test-source',
    { source },
    { timeoutMs: testTimeout, signal: request.signal },
  );
});
