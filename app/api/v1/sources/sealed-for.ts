import { WeirError } from '#core/errors.ts';
import { type Credentials, type Place, sameServer } from '#core/source.ts';
import type { StoredSource } from '#server/store/sources.ts';
import type { WebWorld } from '../../../world.ts';

/**
 * The sealed credentials that go with a place: those given (`null`: none), else those of the stored source. Stored ones
 * only ever go to the server that they were entered for.
 * @throws WeirError `invalid` (field `credentials`) for stored ones and another server
 */
export function sealedFor(
  world: WebWorld,
  place: Place,
  given: Credentials | null | undefined,
  stored: StoredSource | undefined,
): string | null {
  if (place.kind === 'ndjson' || given === null) return null;
  if (given !== undefined) return world.secrets.seal(given);
  if (stored?.sealed === undefined) return null;
  if (sameServer(stored.place, place)) return stored.sealed;
  throw new WeirError('invalid', 'The stored credentials are for another server: enter those of this one.', {
    field: 'credentials',
  });
}
