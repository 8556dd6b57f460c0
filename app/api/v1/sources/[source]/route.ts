import { sourceChange } from '#core/api.ts';
import { changeSource, removeSource } from '#server/store/sources.ts';
import { sourceOf } from '../../find.ts';
import { bodyOf, handle } from '../../handle.ts';
import { checkPlace } from '../check-place.ts';
import { sealedFor } from '../sealed-for.ts';
import { sourceView } from '../source-view.ts';

export const GET = handle<'source'>(({ params, world }) => sourceView(sourceOf(world, params.source)));

export const PUT = handle<'source'>(async ({ request, params, world }) => {
  const source = sourceOf(world, params.source);
  const { name = source.name, place = source.place, credentials } = await bodyOf(request, sourceChange);
  checkPlace(place, world.env.ndjsonRoots);
  const sealed = sealedFor(world, place, credentials, source);
  const { source: changed, newDataset } = changeSource(world.store, source, { name, place, sealed });
  return { ...sourceView(changed), newDataset };
});

export const DELETE = handle<'source'>(({ params, world }) =>
  removeSource(world.store, sourceOf(world, params.source)),
);
