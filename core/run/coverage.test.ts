import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type LakeFile, windowKey } from '../lake-file.ts';
import { hour, minute } from '../time.ts';
import type { Range } from '../window.ts';
import { coverageOf, mostPieces, withFailed } from './coverage.ts';

const start = Date.UTC(2026, 0, 31, 8);
const at = (from: number, to: number): Range => ({ from: start + from * minute, to: start + to * minute });

function stored(range: Range, events: number, final = true, segment?: string): LakeFile {
  return {
    name: '',
    kind: segment === undefined ? 'window' : 'segment',
    key: segment ?? windowKey(range),
    print: segment === undefined ? null : '00000000',
    range,
    generation: 1,
    final,
    counts: { stored: events, read: events, expected: events, duplicates: 0, rejected: 0 },
  };
}

describe('windows', () => {
  test('final, provisional and missing parts stand in time order', () => {
    const coverage = coverageOf(
      [stored(at(30, 45), 7, false), stored(at(0, 15), 5), stored(at(15, 30), 0)],
      at(0, 60),
      start + hour,
      null,
    );
    expect(coverage).toMatchObject({
      kind: 'windows',
      share: 0.75,
      storedEvents: 12,
      reachesBeyond: false,
      missing: [at(45, 60)],
      missingSegments: null,
      first: start,
      last: start + 45 * minute,
    });
    expect(coverage.pieces).toEqual([
      { ...at(0, 15), state: 'final', events: 5 },
      { ...at(15, 30), state: 'final', events: 0 },
      { ...at(30, 45), state: 'provisional', events: 7 },
      { ...at(45, 60), state: 'missing', events: 0 },
    ]);
  });

  test('the range is rounded outward to the minute, and files reach beyond it', () => {
    const coverage = coverageOf([stored(at(0, 60), 100)], { from: start + 61_000, to: start + 119_000 }, start, null);
    expect(coverage).toMatchObject({ ...at(1, 2), share: 1, storedEvents: 100, reachesBeyond: true, missing: [] });
  });

  test('nothing stored', () => {
    expect(coverageOf([], at(0, 15), start, null)).toMatchObject({
      share: 0,
      storedEvents: 0,
      first: null,
      last: null,
      pieces: [{ ...at(0, 15), state: 'missing', events: 0 }],
    });
  });

  test('a failed window counts only where data lacks', () => {
    const coverage = coverageOf([stored(at(0, 15), 5)], at(0, 60), start, null);
    const failed = withFailed(coverage, [at(35, 45), at(30, 35), at(0, 15), at(58, 70)]);
    expect(failed.pieces.map(({ from, to, state }) => [(from - start) / minute, (to - start) / minute, state])).toEqual(
      [
        [0, 15, 'final'],
        [15, 30, 'missing'],
        [30, 45, 'failed'],
        [45, 58, 'missing'],
        [58, 60, 'failed'],
      ],
    );
    expect(failed.missing).toEqual([at(15, 60)]);
    expect(failed.share).toBe(0.25);
  });

  test('however many windows: few pieces, without a gap, all events, the exact share', () => {
    const one = fc.record({ state: fc.constantFrom('final', 'provisional', 'none'), events: fc.nat(1000) });
    fc.assert(
      fc.property(fc.array(one, { minLength: 1, maxLength: 3000, size: 'max' }), (windows) => {
        const range = at(0, windows.length);
        const files = windows.flatMap(({ state, events }, index) =>
          state === 'none' ? [] : [stored(at(index, index + 1), events, state === 'final')],
        );
        const coverage = coverageOf(files, range, start, null);
        expect(coverage.pieces.length).toBeLessThanOrEqual(mostPieces);
        expect(coverage.pieces[0]?.from).toBe(range.from);
        expect(coverage.pieces.at(-1)?.to).toBe(range.to);
        expect(coverage.pieces.slice(1).map(({ from }) => from)).toEqual(
          coverage.pieces.slice(0, -1).map(({ to }) => to),
        );
        const events = files.reduce((sum, { counts }) => sum + counts.stored, 0);
        expect(coverage.pieces.reduce((sum, piece) => sum + piece.events, 0)).toBe(events);
        expect(coverage.share).toBeCloseTo(files.length / windows.length, 9);
      }),
      { numRuns: 30 },
    );
  });
});

describe('segments', () => {
  const files = [stored(at(0, 20), 5, true, 'a'), stored(at(10, 30), 6, true, 'b'), stored(at(50, 200), 7, true, 'c')];

  test('with all of them stored there is nothing missing, not even where no event is', () => {
    const coverage = coverageOf(files, at(0, 60), start, { keys: [] });
    expect(coverage).toMatchObject({ kind: 'segments', share: 1, segments: 3, missingSegments: 0, missing: [] });
    expect(coverage.pieces).toEqual([
      { ...at(0, 30), state: 'final', events: 11 },
      { ...at(30, 50), state: 'final', events: 0 },
      { ...at(50, 60), state: 'final', events: 7 },
    ]);
  });

  test('what no stored segment reaches is missing while any segment is; one that changed is both', () => {
    const coverage = coverageOf(files, at(0, 60), start, { keys: ['c', 'd'] });
    expect(coverage).toMatchObject({ share: 0.5, segments: 4, missingSegments: 2, missing: [at(30, 50)] });
  });

  test('when they cannot be listed, that is said, and what is stored is known nevertheless', () => {
    const coverage = coverageOf(files, at(0, 60), start, { trouble: 'It is gone.' });
    expect(coverage).toMatchObject({ share: null, missingSegments: null, trouble: 'It is gone.', storedEvents: 18 });
  });
});
