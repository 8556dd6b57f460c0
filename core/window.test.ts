import fc from 'fast-check';
import { expect, test } from 'vitest';
import { planWindows } from './run/plan.ts';
import { day, hour, minute } from './time.ts';
import { childrenOf, levelOf, missingFrom, overlaps, type Range, roundOutward } from './window.ts';

const start = Date.UTC(2026, 0, 31);

test('children of a window tile it', () => {
  const window = { from: start, to: start + day };
  const children = childrenOf(window);
  expect(children).toHaveLength(4);
  expect(missingFrom(window, children)).toEqual([]);
  expect(childrenOf({ from: start, to: start + 1000 })).toEqual([]);
});

test('what is missing of a range lies between what is covered', () => {
  const at = (from: number, to: number): Range => ({ from: start + from, to: start + to });
  expect(missingFrom(at(0, 100), [at(50, 60), at(10, 20), at(12, 15)])).toEqual([at(0, 10), at(20, 50), at(60, 100)]);
});

test('planned windows are nodes of the tree, disjoint, and with what is covered fill the range exactly', async () => {
  const windows = fc.tuple(
    fc.integer({ min: 0, max: 3000 }),
    fc.integer({ min: 1, max: 3000 }),
    fc.integer({ min: 1, max: 60_000 }),
  );
  await fc.assert(
    fc.asyncProperty(windows, async ([offset, minutes, perMinute]) => {
      const range = { from: start + offset * minute + 17, to: start + (offset + minutes) * minute + 17 };
      const count = async (window: Range) => Math.ceil(((window.to - window.from) / minute) * perMinute);
      const first = await planWindows(range, [], null, count);
      const covered = first.filter((_window, index) => index % 3 === 0);
      const rest = await planWindows(range, covered, null, count);
      for (const window of first) {
        expect(levelOf(window)).toBeGreaterThanOrEqual(0);
        expect(window.estimate).toBeLessThanOrEqual(250_000);
      }
      const all = [...covered, ...rest].sort((a, b) => a.from - b.from);
      all.slice(1).forEach((window, index) => {
        expect(overlaps(window, all[index] as Range)).toBe(false);
      });
      const whole = roundOutward(range);
      expect(missingFrom(whole, all)).toEqual([]);
      expect([all[0]?.from, all.at(-1)?.to]).toEqual([whole.from, whole.to]);
    }),
    { seed: 1, numRuns: 100 },
  );
});

test('windows of given minutes are the largest of the tree that are not longer', async () => {
  const planned = await planWindows({ from: start, to: start + hour }, [], 20, async () => 10_000_000);
  expect(planned).toHaveLength(4);
});

test('a quiet month becomes whole days', async () => {
  expect(await planWindows({ from: start, to: start + 30 * day }, [], null, async () => 0)).toHaveLength(30);
});
