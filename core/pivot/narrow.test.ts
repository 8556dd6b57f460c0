import { expect, test } from 'vitest';
import type { Axis } from './artefact.ts';
import { addFilters, exclude, filterWords, keepOnly, stepsTo, stepWords } from './narrow.ts';
import type { Member } from './spec.ts';
import { bucketInterval } from './zones.ts';

const map = { name: 'rules', columns: ['group'] };
const axisOf = (...members: Member[]): Axis => [
  { depth: 0, parent: -1, member: { kind: 'value', value: null }, label: 'Total' },
  ...members.map((member) => ({ depth: 1, parent: 0, member, label: '' })),
];
const narrowed = (field: string, member: Member, ...others: Member[]) => {
  const steps = stepsTo(axisOf(member, ...others), 1, [{ field }], map);
  return { filters: [], ...keepOnly(steps), without: steps[0] ? exclude(steps[0]) : null, words: stepWords(steps) };
};
const value = (text: string): Member => ({ kind: 'value', value: text });
const kind = (name: Exclude<Member['kind'], 'value'>): Member => ({ kind: name, value: null });

test('members of every kind become filters', () => {
  expect(narrowed('Action', value('block'))).toEqual({
    filters: [{ field: 'Action', op: 'is', values: ['block'] }],
    range: null,
    without: { field: 'Action', op: 'is-not', values: ['block'] },
    words: ['Action is block'],
  });
  expect(narrowed('ClientCountry', kind('missing'))).toMatchObject({
    filters: [{ field: 'ClientCountry', op: 'missing' }],
    without: { op: 'present' },
  });
  expect(narrowed('map.group', kind('unmatched'))).toMatchObject({
    filters: [{ field: 'match', op: 'is', values: ['unmatched'] }],
    without: { field: 'match', op: 'is-not' },
    words: ['not explained by a rule'],
  });
  expect(narrowed('map.group', kind('blank')).filters.map(({ field }) => field)).toEqual(['match', 'map.group']);
});

test('Other is what none of the kept members is', () => {
  expect(narrowed('ClientCountry', kind('other'), value('de'), kind('blank'), kind('missing'))).toMatchObject({
    filters: [
      { field: 'ClientCountry', op: 'present' },
      { field: 'ClientCountry', op: 'is-not', values: ['de', ''] },
    ],
    without: null,
  });
});

test('the Other of time buckets cannot be kept alone', () => {
  expect(keepOnly(stepsTo(axisOf(kind('other')), 1, [{ field: 'Datetime:1h' }], null))).toBeNull();
});

test('a time bucket shortens the range, in its own zone', () => {
  expect(narrowed('Datetime:1h', value('2026-01-31T08:00:00Z'))).toMatchObject({
    filters: [],
    range: { from: Date.UTC(2026, 0, 31, 8), to: Date.UTC(2026, 0, 31, 9) },
    without: null,
  });
  const hours = ({ from, to }: { from: number; to: number }) => (to - from) / 3_600_000;
  expect(hours(bucketInterval('1d', 'Europe/Berlin', '2026-03-29'))).toBe(23);
  expect(hours(bucketInterval('1d', 'Europe/Berlin', '2026-10-25'))).toBe(25);
  expect(bucketInterval('1d', 'Asia/Kolkata', '2026-01-31').from).toBe(Date.UTC(2026, 0, 30, 18, 30));
  expect(hours(bucketInterval('1h', 'Europe/Berlin', '2026-10-25T02:00:00+01:00'))).toBe(1);
  expect(bucketInterval('6h', 'UTC', '2026-01-31T06:00:00Z').from).toBe(Date.UTC(2026, 0, 31, 6));
});

test('filters are not repeated, and exclusions of one field become one', () => {
  const not = (...values: string[]) => ({ field: 'Action', op: 'is-not' as const, values });
  expect(addFilters([not('block')], [not('log'), not('log')])).toEqual([not('block', 'log')]);
  const is = { field: 'Action', op: 'is' as const, values: ['block'] };
  expect(addFilters([is], [is])).toEqual([is]);
  expect(filterWords({ ...is, values: ['a', 'b', 'c', 'd'] }, 'Action')).toBe('Action is a or b or 2 more');
});
