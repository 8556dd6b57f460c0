import { sourceTrial } from '#core/api.ts';
import { sourceIn } from '../../find.ts';
import { bodyOf, handle } from '../../handle.ts';
import * as named from '../[source]/route.ts';
import { checkPlace } from '../check-place.ts';
import { sealedFor } from '../sealed-for.ts';
import { testPlace } from '../test-place.ts';

export const POST = handle(async ({ request, world }) => {
  const { name, place, credentials, source } = await bodyOf(request, sourceTrial);
  checkPlace(place, world.env.ndjsonRoots);
  const stored = source === undefined ? undefined : sourceIn(world, source);
  const sealed = sealedFor(world, place, credentials, stored);
  const tried = { id: stored?.id ?? 'unstored', name: name ?? 'unstored', place };
  return testPlace(world, { ...tried, ...(sealed === null ? {} : { sealed }) }, request.signal);
});

// A source may be named "test", too: these are the routes of that source.
const whoseName = () => ({ params: Promise.resolve({ source: 'test' }) });
const get = (request: Request) => named.GET(request, whoseName());
const put = (request: Request) => named.PUT(request, whoseName());
const remove = (request: Request) => named.DELETE(request, whoseName());

export { get as GET, put as PUT, remove as DELETE };
