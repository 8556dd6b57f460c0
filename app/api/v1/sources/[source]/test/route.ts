import { sourceOf } from '../../../find.ts';
import { handle } from '../../../handle.ts';
import { testPlace } from '../../test-place.ts';

export const POST = handle<'source'>(({ request, params, world }) => {
  const { created: _created, ...source } = sourceOf(world, params.source);
  return testPlace(world, source, request.signal);
});
