import { expect, test } from 'vitest';
import { rangeWords } from './range-words.ts';

const now = Date.parse('2026-11-24T09:00:00Z');

test.each([
  [{ last: '24h' }, 'UTC', 'last 24 h'],
  [{ last: '3w' }, 'UTC', 'last 3w'],
  [{ from: '2026-11-23T08:00:00Z', to: '2026-11-24T08:00:00Z' }, 'UTC', '23 Nov 08:00 – 24 Nov 08:00'],
  [{ from: '2026-11-23T08:00:00Z', to: '2026-11-23T08:00:30Z' }, 'UTC', '23 Nov 08:00 – 08:00:30'],
  [{ from: '2026-11-23T23:30:00Z', to: '2026-11-24T01:00:00Z' }, 'Europe/Berlin', '24 Nov 00:30 – 02:00'],
  [{ from: '2025-12-31T23:00:00Z', to: '2026-01-01T01:00:00Z' }, 'UTC', '31 Dec 2025 23:00 – 1 Jan 2026 01:00'],
  [{ from: '2025-11-23', to: '2025-11-24' }, 'UTC', '23 Nov 2025 00:00 – 24 Nov 2025 00:00'],
])('%j in %s is read as %s', (range, zone, words) => {
  expect(rangeWords(range, zone, now)).toBe(words);
});
