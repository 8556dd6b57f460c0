import type { Counts } from './run/run.ts';
import { overlaps, type Range, roundOutward } from './window.ts';

/**
 * Names of the lake's files. A listing of names is all that coverage and accounting need, and one rename makes the file
 * and its accounts appear together:
 *   window   `w_<from>_<to>_g<N>_<f|p>_<stored>_d<duplicates>_r<rejected>_x<expected>.parquet`
 *   segment  `s_<key>_<print>_<least>_<greatest>_g<N>_f_<stored>_d<duplicates>_r<rejected>_x<expected>.parquet`
 * Times are UTC, compact ISO to the ms (`20260131T080000000Z`); a segment without events has `-` for both.
 */
export type LakeFile = {
  name: string;
  /** The unit's key, see core/run/run.ts. */
  key: string;
  /** Segment: what its file looked like when it was read; null for a window. */
  print: string | null;
  kind: 'window' | 'segment';
  /** Window: its interval. Segment: [least, greatest + 1 ms), or null when it holds no event. */
  range: Range | null;
  generation: number;
  final: boolean;
  counts: Counts;
};

const pattern =
  /^(?:w|s_([0-9a-f]{32})_([0-9a-f]{8}))_(\d{8}T\d{9}Z|-)_(\d{8}T\d{9}Z|-)_g(\d+)_([fp])_(\d+)_d(\d+)_r(\d+)_x(\d+)\.parquet$/;

export function compactTime(ms: number): string {
  return new Date(ms).toISOString().replace(/[-:.]/g, '');
}

function expandTime(text: string): number {
  return Date.parse(
    text.replace(
      /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)(\d{3})Z$/,
      (_all, y, mo, d, h, mi, s, ms) => `${y}-${mo}-${d}T${h}:${mi}:${s}.${ms}Z`,
    ),
  );
}

/** The key of a window: its place in the tree. */
export function windowKey(window: Range): string {
  return `w_${compactTime(window.from)}_${compactTime(window.to)}`;
}

/** The file name that says all of this; the inverse of {@link parseLakeFile}. */
export function lakeFileName(file: Omit<LakeFile, 'name'>): string {
  const { counts, range } = file;
  const place =
    file.kind === 'window'
      ? file.key
      : `s_${file.key}_${file.print}_${range ? compactTime(range.from) : '-'}_${range ? compactTime(range.to - 1) : '-'}`;
  return `${place}_g${file.generation}_${file.final ? 'f' : 'p'}_${counts.stored}_d${counts.duplicates}_r${counts.rejected}_x${counts.expected}.parquet`;
}

/** What a file name says, or undefined for a file that is not one of the lake's. */
export function parseLakeFile(name: string): LakeFile | undefined {
  const match = pattern.exec(name);
  if (!match) return undefined;
  const [, segmentKey, print, from = '', to = '', generation, state, stored, duplicates, rejected, expected] = match;
  const kind = segmentKey === undefined ? 'window' : 'segment';
  if (kind === 'window' && from === '-') return undefined;
  const counts = { stored: Number(stored), duplicates: Number(duplicates), rejected: Number(rejected) };
  return {
    name,
    kind,
    key: segmentKey ?? `w_${from}_${to}`,
    print: print ?? null,
    range: from === '-' ? null : { from: expandTime(from), to: expandTime(to) + (kind === 'segment' ? 1 : 0) },
    generation: Number(generation),
    final: state === 'f',
    counts: { ...counts, read: counts.stored + counts.duplicates + counts.rejected, expected: Number(expected) },
  };
}

/**
 * The files that readers take: the highest generation of each window or segment, without windows that lie inside
 * another file's window. Sorted by name.
 */
export function visibleFiles(files: readonly LakeFile[]): LakeFile[] {
  const newest = new Map<string, LakeFile>();
  for (const file of files) {
    const known = newest.get(file.key);
    if (!known || known.generation < file.generation) newest.set(file.key, file);
  }
  const sorted = [...newest.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  const windows = sorted.filter((file) => file.kind === 'window' && file.range);
  windows.sort((a, b) => (a.range?.from ?? 0) - (b.range?.from ?? 0) || (b.range?.to ?? 0) - (a.range?.to ?? 0));
  const shadowed = new Set<LakeFile>();
  let reach = Number.NEGATIVE_INFINITY;
  for (const file of windows) {
    const to = file.range?.to ?? 0;
    if (to <= reach) shadowed.add(file);
    else reach = to;
  }
  return sorted.filter((file) => !shadowed.has(file));
}

/**
 * The files whose accounts a range needs: windows that touch it (rounded outward to the minute), and all segments, since
 * a rejected line has no time.
 */
export function filesOfRange(files: readonly LakeFile[], range: Range): LakeFile[] {
  const whole = roundOutward(range);
  return files.filter((file) => file.kind === 'segment' || (file.range !== null && overlaps(file.range, whole)));
}
