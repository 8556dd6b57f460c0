import { expect, test } from 'vitest';
import { formatTime, parseTime } from './time.ts';

test.each([
  ['2026-01-31T08:00:00Z', '2026-01-31T08:00:00Z'],
  ['2026-01-31 08:00:00', '2026-01-31T08:00:00Z'],
  ['2026-01-31', '2026-01-31T00:00:00Z'],
  ['2026-01-31T08:00:00+02:00', '2026-01-31T06:00:00Z'],
  ['1769846400', '2026-01-31T08:00:00Z'],
  ['2026-01-31T08:00:00.123456789Z', '2026-01-31T08:00:00.123Z'],
])('%s is read as %s', (text, time) => {
  expect(formatTime(parseTime(text, 'from'))).toBe(time);
});

test.each(['', 'yesterday', '2026-02-30', '2026-13-01T00:00:00Z', '12', '2026-01-31T25:00:00Z'])(
  '%j is no time',
  (text) => {
    expect(() => parseTime(text, 'from')).toThrow(expect.objectContaining({ code: 'invalid', field: 'from' }));
  },
);
