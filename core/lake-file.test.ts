import { expect, test } from 'vitest';
import { type LakeFile, lakeFileName, parseLakeFile, visibleFiles, windowKey } from './lake-file.ts';
import { hour } from './time.ts';

const from = Date.UTC(2026, 0, 31, 8);
const counts = { expected: 15, read: 15, stored: 10, duplicates: 3, rejected: 2 };

function windowFile(range: { from: number; to: number }, generation = 1): LakeFile {
  const file = { kind: 'window' as const, key: windowKey(range), print: null, range, generation, final: true, counts };
  return { ...file, name: lakeFileName(file) };
}

test('a name says what its file holds, and reads back', () => {
  const window = windowFile({ from, to: from + hour });
  expect(window.name).toBe('w_20260131T080000000Z_20260131T090000000Z_g1_f_10_d3_r2_x15.parquet');
  expect(parseLakeFile(window.name)).toEqual(window);
  const segment = {
    kind: 'segment' as const,
    key: 'a'.repeat(32),
    print: '0123abcd',
    range: { from, to: from + 1 },
    generation: 2,
    final: true,
    counts,
  };
  expect(parseLakeFile(lakeFileName(segment))).toEqual({ ...segment, name: lakeFileName(segment) });
  const empty = { ...segment, range: null };
  expect(parseLakeFile(lakeFileName(empty))?.range).toBeNull();
});

test('other files are none of the lake', () => {
  for (const name of [
    'x.parquet',
    'w_1_2_g1_f_0_d0_r0_x0.parquet',
    `${windowFile({ from, to: from + hour }).name}.tmp`,
  ]) {
    expect(parseLakeFile(name)).toBeUndefined();
  }
});

test('readers take the highest generation, and no window inside another', () => {
  const day = windowFile({ from, to: from + 4 * hour });
  const inside = windowFile({ from: from + hour, to: from + 2 * hour });
  const beside = windowFile({ from: from + 4 * hour, to: from + 5 * hour });
  const newer = windowFile({ from: from + 4 * hour, to: from + 5 * hour }, 2);
  expect(visibleFiles([inside, beside, newer, day]).map(({ name }) => name)).toEqual([day.name, newer.name]);
});
