import { newSource } from '#core/api.ts';
import { addSource, listSources } from '#server/store/sources.ts';
import { bodyOf, handle } from '../handle.ts';
import { checkPlace } from './check-place.ts';
import { sourceView } from './source-view.ts';

export const GET = handle(({ world }) => ({ sources: listSources(world.store).map(sourceView) }));

export const POST = handle(
  async ({ request, world }) => {
    const { name, place, credentials } = await bodyOf(request, newSource);
    checkPlace(place, world.env.ndjsonRoots);
    return sourceView(addSource(world.store, name, place, credentials ? world.secrets.seal(credentials) : null));
  },
  { status: 201 },
);
