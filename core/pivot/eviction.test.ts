import fc from 'fast-check';
import { expect, test } from 'vitest';
import { minute } from '../time.ts';
import { chooseEvictions, leastStay, type StoredArtefact } from './eviction.ts';

const now = 1_000 * minute;
const stored = (key: string, bytes: number, minutesAgo: number): StoredArtefact => ({
  key,
  bytes,
  used: now - minutesAgo * minute,
});
const keysOf = (chosen: StoredArtefact[]) => chosen.map(({ key }) => key);

test('the least recently used go first, and no more than needed', () => {
  const all = [stored('a', 10, 60), stored('b', 10, 300), stored('c', 10, 120)];
  expect(keysOf(chooseEvictions(all, new Set(), 30, now))).toEqual([]);
  expect(keysOf(chooseEvictions(all, new Set(), 29, now))).toEqual(['b']);
  expect(keysOf(chooseEvictions(all, new Set(), 10, now))).toEqual(['b', 'c']);
});

test('what runs keep stays, and does not count', () => {
  const all = [stored('kept', 1_000, 900), stored('free', 10, 60)];
  expect(keysOf(chooseEvictions(all, new Set(['kept']), 10, now))).toEqual([]);
  expect(keysOf(chooseEvictions(all, new Set(['kept']), 9, now))).toEqual(['free']);
});

test('what was used a moment ago stays, however little room there is', () => {
  expect(keysOf(chooseEvictions([stored('new', 10, 14), stored('old', 10, 16)], new Set(), 0, now))).toEqual(['old']);
});

test('whatever is stored, what stays fits or may not go', () => {
  const any = fc.record({
    key: fc.uuid(),
    bytes: fc.nat(1000),
    used: fc.integer({ min: 0, max: now }),
  });
  fc.assert(
    fc.property(fc.array(any), fc.array(fc.nat(20)), fc.nat(5000), (all, picks, limit) => {
      const kept = new Set(picks.flatMap((pick) => all[pick]?.key ?? []));
      const gone = new Set(keysOf(chooseEvictions(all, kept, limit, now)));
      const stays = all.filter(({ key }) => !gone.has(key) && !kept.has(key));
      expect([...gone].some((key) => kept.has(key))).toBe(false);
      expect(all.some(({ key, used }) => gone.has(key) && used > now - leastStay)).toBe(false);
      const size = stays.reduce((sum, { bytes }) => sum + bytes, 0);
      expect(size <= limit || stays.every(({ used }) => used > now - leastStay)).toBe(true);
    }),
  );
});
