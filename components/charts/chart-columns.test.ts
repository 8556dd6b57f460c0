import { expect, test } from 'vitest';
import type { Axis } from '#core/pivot/artefact.ts';
import { chartColumns } from './chart-columns.ts';

const axis = (count: number, kinds: Record<number, 'unmatched' | 'other'> = {}): Axis =>
  Array.from({ length: count + 1 }, (_one, at) => ({
    depth: at === 0 ? 0 : 1,
    parent: 0,
    member: { kind: kinds[at] ?? 'value', value: kinds[at] ? null : `${at}` },
    label: `${at}`,
    ...(kinds[at] === 'other' ? { members: 30 } : {}),
  }));
const positions = (count: number) => Array.from({ length: count }, (_one, index) => index + 1);

test('few columns are all shown', () => {
  expect(chartColumns(axis(8), positions(8), true, false)).toEqual({ shown: positions(8), folded: 0, words: null });
});

test('what is left of many is one series, and its members are counted', () => {
  expect(chartColumns(axis(20), positions(20), true, false)).toEqual({
    shown: positions(7),
    folded: 13,
    words: '7 of 20 columns, the others together',
  });
  expect(chartColumns(axis(9, { 9: 'other' }), positions(9), true, false).folded).toBe(31);
});

test('what no rule explains is not put together with others', () => {
  expect(chartColumns(axis(12, { 12: 'unmatched' }), positions(12), true, false).shown).toEqual([1, 2, 3, 4, 5, 6, 12]);
});

test('times, and values that do not add up, are cut and said to be', () => {
  const cut = { shown: positions(8), folded: 0, words: 'first 8 of 24 columns' };
  expect(chartColumns(axis(24), positions(24), true, true)).toEqual(cut);
  expect(chartColumns(axis(24), positions(24), false, false)).toEqual(cut);
});
