import { describe, expect, test } from 'vitest';
import type { Coverage } from '#core/run/coverage.ts';
import { noCounts } from '#core/run/run.ts';
import { makeFormat } from '../ui/format.ts';
import { aboutWords, coverageWords, differenceWords, isIncomplete, pullable, rangeWords, unitWords } from './words.ts';

const format = makeFormat('UTC', 'en-GB');
const time = (text: string) => Date.parse(`2026-01-${text}Z`);

const windows = (more: Partial<Coverage>): Coverage => ({
  kind: 'windows',
  from: time('31T08:00'),
  to: time('31T09:00'),
  settled: time('31T08:50'),
  share: 1,
  pieces: [],
  missing: [],
  storedEvents: 0,
  reachesBeyond: false,
  segments: null,
  missingSegments: null,
  trouble: null,
  first: null,
  last: null,
  ...more,
});

test('ranges are as short as they can be exact', () => {
  expect(rangeWords(format, time('31T08:00'), time('31T09:30'))).toBe('2026-01-31 08:00 – 09:30');
  expect(rangeWords(format, time('30T08:00'), time('31T00:00:05'))).toBe('2026-01-30 08:00:00 – 2026-01-31 00:00:05');
});

describe('coverage in words', () => {
  test.each([
    [1, '100 % covered'],
    [0.9999, '99 % covered'],
    [0.971, '97 % covered'],
    [0.0001, 'less than 1 % covered'],
    [0, '0 % covered'],
  ])('%d', (share, words) => {
    expect(coverageWords(windows({ share }), format)).toBe(words);
    expect(isIncomplete(windows({ share }))).toBe(share < 1);
  });

  test('what is provisional is not complete', () => {
    const pieces = [{ from: 0, to: 1, state: 'provisional' as const, events: 1 }];
    expect(coverageWords(windows({ pieces }), format)).toBe('100 % covered, partly provisional');
    expect(isIncomplete(windows({ pieces }))).toBe(true);
  });

  test.each([
    [12, 0, 'all 12 segments stored', false],
    [15, 3, '3 of 15 segments missing', true],
    [1, 1, '1 of 1 segment missing', true],
    [1, 0, 'all stored', false],
    [null, null, 'segments unknown', true],
  ])('%j segments, %j missing', (segments, missingSegments, words, incomplete) => {
    const coverage = windows({ kind: 'segments', share: null, segments, missingSegments });
    expect(coverageWords(coverage, format)).toBe(words);
    expect(isIncomplete(coverage)).toBe(incomplete);
  });
});

test('what can be pulled lies before the time up to which events have arrived', () => {
  const missing = [
    { from: time('31T08:10'), to: time('31T08:15') },
    { from: time('31T08:40'), to: time('31T09:00') },
  ];
  expect(pullable(windows({ missing }))).toEqual({ from: time('31T08:10'), to: time('31T08:50') });
  expect(pullable(windows({ missing: [{ from: time('31T08:55'), to: time('31T09:00') }] }))).toBeNull();
  expect(pullable(windows({ kind: 'segments', missingSegments: 2 }))).toEqual({
    from: time('31T08:00'),
    to: time('31T09:00'),
  });
});

test('differences, durations and units', () => {
  expect(differenceWords({ ...noCounts, expected: 5, read: 5 }, format)).toBe('all were read');
  expect(differenceWords({ ...noCounts, expected: 5000, read: 2 }, format)).toBe('4,998 were not read');
  expect(['0.2', '59', '200', '9000'].map((seconds) => aboutWords(Number(seconds)))).toEqual([
    '1 s',
    '59 s',
    '3 min',
    '3 h',
  ]);
  const segment = { kind: 'segment', key: '', print: '', modified: 0, gzip: false, estimate: 0 } as const;
  expect(unitWords({ ...segment, path: '/in/a.ndjson', size: 10, offset: 0, length: 10 }, format).short).toBe(
    'a.ndjson',
  );
  expect(unitWords({ ...segment, path: '/in/a.ndjson', size: 3e8, offset: 1e6, length: 2e8 }, format)).toEqual({
    short: 'a.ndjson, 200.0 MB from 1.0 MB',
    whole: '/in/a.ndjson',
  });
});
