import { isAbsolute, normalize, sep } from 'node:path';
import { WeirError } from '#core/errors.ts';
import type { Place } from '#core/source.ts';

/**
 * Refuses a path that cannot lie under the roots, before a source is made of it. Links are followed later, by the
 * worker that reads it and looks again.
 * @throws WeirError `invalid` (field `place.path`)
 */
export function checkPlace(place: Place, roots: readonly string[]): void {
  if (place.kind !== 'ndjson') return;
  const path = normalize(place.path);
  const under = roots.some((root) => path === root || path.startsWith(root.endsWith(sep) ? root : root + sep));
  if (!isAbsolute(place.path) || !under) {
    throw new WeirError('invalid', 'The path must be absolute and lie under a folder that WEIR_NDJSON_ROOTS allows.', {
      field: 'place.path',
    });
  }
}
