import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatTime, minute } from './time.ts';
import { parseZonedTime, wallTime } from './zoned-time.ts';

const read = (text: string, zone: string) => formatTime(parseZonedTime(text, zone, 'from'));

test('a time without a zone is what the clocks of the zone show', () => {
  expect(read('2026-01-31 08:00', 'Europe/Berlin')).toBe('2026-01-31T07:00:00Z');
  expect(read('2026-07-31', 'Europe/Berlin')).toBe('2026-07-30T22:00:00Z');
  expect(read('2026-01-31T08:00:05', 'Asia/Kolkata')).toBe('2026-01-31T02:30:05Z');
});

test('a time with a zone keeps it', () => {
  expect(read('2026-01-31T08:00:00Z', 'Europe/Berlin')).toBe('2026-01-31T08:00:00Z');
  expect(read('2026-01-31T08:00+02:00', 'Asia/Kolkata')).toBe('2026-01-31T06:00:00Z');
  expect(read('1769846400', 'Asia/Kolkata')).toBe('2026-01-31T08:00:00Z');
});

test('an hour that is there twice is the first, one that is left out is refused', () => {
  expect(read('2026-10-25 02:30', 'Europe/Berlin')).toBe('2026-10-25T00:30:00Z');
  expect(() => read('2026-03-29 02:30', 'Europe/Berlin')).toThrow('"from" does not exist in Europe/Berlin');
  expect(() => read('soon', 'Europe/Berlin')).toThrow('"from" is not a time');
});

test('what the clocks show is read back', () => {
  const zone = fc.constantFrom('UTC', 'Europe/Berlin', 'Asia/Kolkata', 'America/New_York', 'Pacific/Chatham');
  fc.assert(
    fc.property(zone, fc.integer({ min: 28_000_000, max: 30_000_000 }), (name, minutes) => {
      const back = parseZonedTime(wallTime(minutes * minute, name), name, 'from');
      expect(wallTime(back, name)).toBe(wallTime(minutes * minute, name));
      expect(Math.abs(back - minutes * minute)).toBeLessThanOrEqual(60 * minute);
    }),
    { numRuns: 100 },
  );
});
