import { WeirError } from '#core/errors.ts';
import { mapVersions } from '#server/store/rule-maps.ts';
import { handle } from '../../handle.ts';

export const GET = handle<'map'>(({ params, world }) => {
  const versions = mapVersions(world.store, params.map);
  if (versions.length === 0)
    throw new WeirError('not_found', `There is no rule map "${params.map.slice(0, 80)}".`, { field: 'map' });
  return { versions };
});
