import type { LakeFile } from '../lake-file.ts';
import { overlaps, type Range, roundOutward } from '../window.ts';

export const coverageStates = ['final', 'provisional', 'missing', 'failed'] as const;
/** `failed`: it lacks data, and the batch that should have pulled it failed. */
export type CoverageState = (typeof coverageStates)[number];

/** A part of a range in one state. Times are epoch ms, UTC; `events`: those of the files that begin in it. */
export type CoveragePiece = { from: number; to: number; state: CoverageState; events: number };

/**
 * What is stored of a range. Times are epoch ms, UTC. `share`: of the range's time (windows), or of the source's
 * segments, null while they cannot be listed (`trouble` says why). `storedEvents`: of all files that touch the range,
 * which may reach beyond it (`reachesBeyond`). `settled`: events before it have surely arrived, later ones cannot be
 * pulled yet. `first` and `last`: the extent of all that is stored of the dataset, null when nothing is.
 */
export type Coverage = {
  kind: 'windows' | 'segments';
  from: number;
  to: number;
  settled: number;
  share: number | null;
  pieces: CoveragePiece[];
  missing: Range[];
  storedEvents: number;
  reachesBeyond: boolean;
  segments: number | null;
  missingSegments: number | null;
  trouble: string | null;
  first: number | null;
  last: number | null;
};

/** What a source's own listing says of its segments: the keys of those that the dataset lacks. */
export type SegmentsLacking = { keys: readonly string[] } | { trouble: string };

/** The most pieces that a coverage has. */
export const mostPieces = 500;

/**
 * What `files` (a dataset's visible files) hold of a range, which is first rounded outward to the minute. `lacking` is
 * null for a source of windows.
 */
export function coverageOf(
  files: readonly LakeFile[],
  asked: Range,
  settled: number,
  lacking: SegmentsLacking | null,
): Coverage {
  const range = roundOutward(asked);
  const stored = filesTouching(files, range);
  const pieces = lacking === null ? windowPieces(stored, range) : segmentPieces(stored, range, lacking);
  const missingTime = pieces.reduce((sum, { state, from, to }) => (state === 'missing' ? sum + to - from : sum), 0);
  const counts = lacking === null ? null : countSegments(files, lacking);
  const ranges = files.flatMap((file) => file.range ?? []);
  const merged = mergePieces(pieces, range);
  return {
    kind: lacking === null ? 'windows' : 'segments',
    ...range,
    settled,
    share: counts === null ? (range.to - range.from - missingTime) / (range.to - range.from) : counts.share,
    pieces: merged,
    missing: missingOf(merged),
    ...storedIn(stored, range),
    segments: counts?.segments ?? null,
    missingSegments: counts?.missing ?? null,
    trouble: lacking !== null && 'trouble' in lacking ? lacking.trouble : null,
    first: least(ranges.map(({ from }) => from)),
    last: least(
      ranges.map(({ to }) => -to),
      -1,
    ),
  };
}

/** The events of the files that touch a range, and whether some of them may lie beyond it. */
export function storedIn(files: readonly LakeFile[], range: Range): Pick<Coverage, 'storedEvents' | 'reachesBeyond'> {
  const touching = filesTouching(files, range);
  return {
    storedEvents: touching.reduce((sum, { counts }) => sum + counts.stored, 0),
    reachesBeyond: touching.some((file) => file.range && (file.range.from < range.from || file.range.to > range.to)),
  };
}

/** Marks as failed what a coverage lacks of the given windows. */
export function withFailed(coverage: Coverage, failed: readonly Range[]): Coverage {
  if (coverage.kind !== 'windows' || failed.length === 0) return coverage;
  const windows = [...failed].sort((a, b) => a.from - b.from);
  const pieces = coverage.pieces.flatMap((piece) => (piece.state === 'missing' ? cut(piece, windows) : piece));
  const alike = joined(pieces, (a, b) => a.state === b.state && (a.state === 'missing' || a.state === 'failed'));
  return { ...coverage, pieces: mergePieces(alike, coverage) };
}

function cut(piece: CoveragePiece, failed: readonly Range[]): CoveragePiece[] {
  const parts: CoveragePiece[] = [];
  let at = piece.from;
  for (const window of failed) {
    if (!overlaps(window, { from: at, to: piece.to })) continue;
    const [from, to] = [Math.max(window.from, at), Math.min(window.to, piece.to)];
    if (from > at) parts.push({ from: at, to: from, state: 'missing', events: 0 });
    parts.push({ from, to, state: 'failed', events: 0 });
    at = to;
  }
  if (at < piece.to) parts.push({ ...piece, from: at });
  return parts;
}

function filesTouching(files: readonly LakeFile[], range: Range): LakeFile[] {
  return files.filter((file) => file.range !== null && overlaps(file.range, range));
}

const byTime = (a: LakeFile, b: LakeFile) => (a.range?.from ?? 0) - (b.range?.from ?? 0);

function windowPieces(files: readonly LakeFile[], range: Range): CoveragePiece[] {
  const pieces: CoveragePiece[] = [];
  let at = range.from;
  for (const file of [...files].sort(byTime)) {
    const from = Math.max(file.range?.from ?? 0, at);
    const to = Math.min(file.range?.to ?? 0, range.to);
    if (to <= from) continue;
    if (from > at) pieces.push({ from: at, to: from, state: 'missing', events: 0 });
    pieces.push({ from, to, state: file.final ? 'final' : 'provisional', events: file.counts.stored });
    at = to;
  }
  if (at < range.to) pieces.push({ from: at, to: range.to, state: 'missing', events: 0 });
  return pieces;
}

/**
 * Which times a segment holds is known only once it is stored. So what no stored segment reaches counts as missing while
 * any segment is, and as stored (and empty) when none is.
 */
function segmentPieces(files: readonly LakeFile[], range: Range, lacking: SegmentsLacking): CoveragePiece[] {
  const between = 'keys' in lacking && lacking.keys.length === 0 ? 'final' : 'missing';
  const pieces: CoveragePiece[] = [];
  let at = range.from;
  for (const file of [...files].sort(byTime)) {
    const from = Math.max(file.range?.from ?? 0, at);
    const to = Math.min(file.range?.to ?? 0, range.to);
    const before = pieces.at(-1);
    if (from === at && before?.state === 'final' && before.events > 0) {
      before.events += file.counts.stored;
      before.to = Math.max(before.to, to);
    } else {
      if (from > at) pieces.push({ from: at, to: from, state: between, events: 0 });
      pieces.push({ from, to, state: 'final', events: file.counts.stored });
    }
    at = Math.max(at, to);
  }
  if (at < range.to) pieces.push({ from: at, to: range.to, state: between, events: 0 });
  return pieces;
}

function countSegments(files: readonly LakeFile[], lacking: SegmentsLacking) {
  if ('trouble' in lacking) return { segments: null, missing: null, share: null };
  const stored = files.filter(({ kind }) => kind === 'segment').map(({ key }) => key);
  const segments = new Set([...stored, ...lacking.keys]).size;
  const missing = lacking.keys.length;
  return { segments, missing, share: segments === 0 ? 1 : (segments - missing) / segments };
}

/** At most {@link mostPieces} pieces: neighbours of a state become one, and if need be the worst state of a slot wins. */
function mergePieces(pieces: readonly CoveragePiece[], range: Range): CoveragePiece[] {
  if (pieces.length <= mostPieces) return [...pieces];
  const slot = (range.to - range.from) / (mostPieces / 2);
  const slotOf = ({ from }: Range) => Math.floor((from - range.from) / slot);
  const near = joined(pieces, (a, b) => a.state === b.state && slotOf(a) === slotOf(b));
  if (near.length <= mostPieces) return near;
  const alike = joined(pieces, (a, b) => a.state === b.state);
  return alike.length <= mostPieces ? alike : joined(pieces, (a, b) => slotOf(a) === slotOf(b));
}

function joined(pieces: readonly CoveragePiece[], same: (a: CoveragePiece, b: CoveragePiece) => boolean) {
  const result: CoveragePiece[] = [];
  for (const piece of pieces) {
    const last = result.at(-1);
    if (!last || !same(last, piece)) {
      result.push({ ...piece });
      continue;
    }
    last.to = piece.to;
    last.events += piece.events;
    if (coverageStates.indexOf(piece.state) > coverageStates.indexOf(last.state)) last.state = piece.state;
  }
  return result;
}

function missingOf(pieces: readonly CoveragePiece[]): Range[] {
  const missing = pieces.filter(({ state }) => state === 'missing' || state === 'failed');
  return joined(
    missing.map((piece) => ({ ...piece, state: 'missing' })),
    (a, b) => a.to === b.from,
  ).map(({ from, to }) => ({ from, to }));
}

function least(values: readonly number[], sign = 1): number | null {
  return values.length === 0 ? null : sign * values.reduce((a, b) => Math.min(a, b));
}
