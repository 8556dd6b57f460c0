import fc from 'fast-check';
import { expect, test } from 'vitest';
import { day, hour, minute } from '#core/time.ts';
import { timeTicks } from './ticks.ts';

const at = (text: string) => Date.parse(text);
const labels = (from: string, to: string, zone: string) =>
  timeTicks({ from: at(from), to: at(to) }, zone, 6).map(({ label }) => label);

test('round times of the zone, dates at midnight', () => {
  expect(labels('2026-01-31T08:05Z', '2026-01-31T09:00Z', 'UTC')).toEqual([
    '08:10',
    '08:20',
    '08:30',
    '08:40',
    '08:50',
  ]);
  expect(labels('2026-01-31T00:00Z', '2026-02-01T00:00Z', 'Asia/Kolkata')).toEqual([
    '06:00',
    '12:00',
    '18:00',
    '02-01',
  ]);
  expect(labels('2026-01-25T08:00Z', '2026-01-31T08:00Z', 'UTC')).toEqual([
    '01-26',
    '01-27',
    '01-28',
    '01-29',
    '01-30',
    '01-31',
  ]);
});

test('over a change of the clocks they stay round', () => {
  expect(labels('2026-03-28T12:00Z', '2026-03-30T12:00Z', 'Europe/Berlin')).toEqual([
    '03-29',
    '12:00',
    '03-30',
    '12:00',
  ]);
});

test('never more than asked for, in time order, within the range', () => {
  const zone = fc.constantFrom('UTC', 'Europe/Berlin', 'America/New_York', 'Pacific/Chatham');
  const length = fc.integer({ min: minute, max: 400 * day });
  fc.assert(
    fc.property(zone, fc.integer({ min: 450_000, max: 500_000 }), length, (name, hours, size) => {
      const range = { from: hours * hour, to: hours * hour + size };
      const ticks = timeTicks(range, name, 6);
      expect(ticks.length).toBeLessThanOrEqual(6);
      for (const [index, tick] of ticks.entries()) {
        expect(tick.at).toBeGreaterThanOrEqual(ticks[index - 1]?.at ?? range.from);
        expect(tick.at).toBeLessThan(range.to);
      }
    }),
    { numRuns: 60 },
  );
});
