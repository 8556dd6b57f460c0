import { minute } from '../time.ts';

/** A stored pivot. `used`: when it was last asked for or read, epoch ms. */
export type StoredArtefact = { key: string; bytes: number; used: number };

/** A stored pivot stays at least this long after it was used, in ms: somebody may be looking at it. */
export const leastStay = 15 * minute;

/**
 * Which stored pivots to remove so that those which are not `kept` take at most `limit` bytes: the least recently used
 * first, and none that was used within {@link leastStay} of `now` (epoch ms).
 */
export function chooseEvictions(
  stored: readonly StoredArtefact[],
  kept: ReadonlySet<string>,
  limit: number,
  now: number,
): StoredArtefact[] {
  const free = stored.filter(({ key }) => !kept.has(key)).sort((a, b) => a.used - b.used);
  let over = free.reduce((sum, { bytes }) => sum + bytes, 0) - limit;
  const chosen: StoredArtefact[] = [];
  for (const one of free) {
    if (over <= 0 || one.used > now - leastStay) break;
    chosen.push(one);
    over -= one.bytes;
  }
  return chosen;
}
