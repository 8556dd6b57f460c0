import { mapRowsQuery } from '#core/api.ts';
import type { MapRows } from '#core/jobs.ts';
import { refOf } from '#server/store/rule-maps.ts';
import { mapVersionOf, queryTimeout } from '../../../find.ts';
import { handle, queryOf } from '../../../handle.ts';

export const GET = handle<'map'>(async ({ request, params, world }) => {
  const { version, ...page } = queryOf(request, mapRowsQuery);
  const map = mapVersionOf(world, params.map, version);
  const rows = await world.producer.ask<MapRows>(
    'map-rows',
    { map: refOf(map), ...page },
    { timeoutMs: queryTimeout, signal: request.signal },
  );
  return { version: map.version, ...rows };
});
