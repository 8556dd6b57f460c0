import type { StoredSource } from '#server/store/sources.ts';

/** A source as the API shows it: never its credentials. */
export function sourceView({ id, name, place, sealed, created }: StoredSource) {
  return { id, name, place, hasCredentials: sealed !== undefined, created };
}
