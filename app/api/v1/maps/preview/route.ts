import { mapPreviewQuery } from '#core/api.ts';
import type { MapPreview } from '#core/jobs.ts';
import { mapVersions, refOf } from '#server/store/rule-maps.ts';
import { handle, queryOf } from '../../handle.ts';
import * as named from '../[map]/route.ts';
import { receiveMap } from '../receive-map.ts';

export const POST = handle(({ request, world }) => {
  const { name, key } = queryOf(request, mapPreviewQuery);
  const newest = name === null ? undefined : mapVersions(world.store, name)[0];
  const preview = { against: newest ? refOf(newest) : null };
  return receiveMap(world, request, { key, preview }, (parsed: MapPreview) => parsed);
});

// A map may be named "preview", too.
const get = (request: Request) => named.GET(request, { params: Promise.resolve({ map: 'preview' }) });

export { get as GET };
