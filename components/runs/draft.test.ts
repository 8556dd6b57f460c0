import { expect, test } from 'vitest';
import { formatTime } from '#core/time.ts';
import { type Draft, draftFrom, inZone, newRunParams, presetRange, questionOf, type RangePreset } from './draft.ts';

const now = Date.parse('2026-03-29T10:20:30Z');
const range = (preset: RangePreset, zone: string) => {
  const { from, to } = presetRange(preset, zone, now);
  return `${formatTime(from)}/${formatTime(to)}`;
};

test('presets end at the last whole minute, days are those of the zone', () => {
  expect(range('15m', 'UTC')).toBe('2026-03-29T10:05:00Z/2026-03-29T10:20:00Z');
  expect(range('7d', 'Europe/Berlin')).toBe('2026-03-22T10:20:00Z/2026-03-29T10:20:00Z');
  expect(range('today', 'Europe/Berlin')).toBe('2026-03-28T23:00:00Z/2026-03-29T10:20:00Z');
  expect(range('yesterday', 'Asia/Kolkata')).toBe('2026-03-27T18:30:00Z/2026-03-28T18:30:00Z');
});

test('a day of 23 hours has 23 hours', () => {
  const { from, to } = presetRange('yesterday', 'Europe/Berlin', Date.parse('2026-03-30T10:00:00Z'));
  expect((to - from) / 3_600_000).toBe(23);
});

const draft: Draft = {
  source: 'waf',
  from: '2026-01-31 08:00',
  to: '2026-01-31 09:00:30',
  zone: 'Europe/Berlin',
  map: 'rules@2',
  minutes: '15',
};

test('a draft asks in UTC, and its URL gives it back', () => {
  const asked = questionOf(draft);
  expect(asked).toMatchObject({
    question: {
      source: 'waf',
      from: '2026-01-31T07:00:00Z',
      to: '2026-01-31T08:00:30Z',
      map: 'rules@2',
      windowMinutes: 15,
    },
  });
  if (!('question' in asked)) throw new Error('There is no question.');
  const params = new URLSearchParams(newRunParams(asked.question));
  expect(draftFrom(params, 'Europe/Berlin', now)).toEqual({ ...draft, from: '2026-01-31 08:00:00' });
});

test('what is wrong is said at its field', () => {
  expect(questionOf({ ...draft, source: '', from: 'x' })).toEqual({
    errors: {
      source: 'Choose the source to pull from.',
      from: '"from" is not a time: write it like 2026-01-31T08:00:00Z.',
    },
  });
  expect(questionOf({ ...draft, to: '2026-01-30' })).toEqual({ errors: { to: 'The range ends before it begins.' } });
});

test('another zone changes what is written, not what is meant', () => {
  const moved = inZone(draft, 'Asia/Kolkata');
  expect(moved.from).toBe('2026-01-31 12:30:00');
  expect(questionOf(moved)).toEqual(questionOf(draft));
  expect(inZone({ ...draft, to: 'x' }, 'UTC').to).toBe('x');
});

test('a URL that cannot be read gives the last 24 hours', () => {
  const params = new URLSearchParams({ source: 'waf', from: '2026', to: '2026-01-31' });
  expect(draftFrom(params, 'UTC', now)).toMatchObject({ from: '2026-03-28 10:20:00', to: '2026-03-29 10:20:00' });
});
