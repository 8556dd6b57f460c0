import type { Coverage, CoverageState } from '#core/run/coverage.ts';
import type { Counts, RunState, Unit } from '#core/run/run.ts';
import type { RunView } from '#core/run/view.ts';
import type { Format } from '../ui/format.ts';

export type MarkTone = 'plain' | 'done' | 'failed' | 'partial' | 'busy';

export const runTones: Record<RunState, MarkTone> = {
  queued: 'plain',
  pulling: 'busy',
  pivoting: 'busy',
  complete: 'done',
  partial: 'partial',
  failed: 'failed',
  cancelled: 'plain',
};

export const coverageWord: Record<CoverageState, string> = {
  final: 'stored',
  provisional: 'stored, provisional: late events may still come',
  missing: 'missing',
  failed: 'missing: its batch failed',
};

/** Both ends of a half-open range in the reader's zone, as short as they can be exact. Times are epoch ms or RFC 3339. */
export function rangeWords(format: Pick<Format, 'time'>, from: number | string, to: number | string): string {
  const [start, end] = [format.time(from), format.time(to)];
  const short = start.endsWith(':00') && end.endsWith(':00') ? -3 : undefined;
  const sameDay = start.slice(0, 10) === end.slice(0, 10);
  return `${start.slice(0, short)} – ${end.slice(sameDay ? 11 : 0, short)}`;
}

/** `97 % covered`, `all stored`, `3 of 15 segments missing`. Never says all when something lacks, nor nothing when something is there. */
export function coverageWords(coverage: Coverage, format: Pick<Format, 'count'>): string {
  const { share, segments, missingSegments } = coverage;
  if (coverage.kind === 'segments') {
    if (segments === null || missingSegments === null) return 'segments unknown';
    if (missingSegments > 0) return `${format.count(missingSegments)} of ${segmentsWord(segments, format)} missing`;
    return segments === 1 ? 'all stored' : `all ${segmentsWord(segments, format)} stored`;
  }
  const provisional = coverage.pieces.some(({ state }) => state === 'provisional') ? ', partly provisional' : '';
  return `${percentWords(share ?? 0)} covered${provisional}`;
}

const segmentsWord = (count: number, format: Pick<Format, 'count'>) =>
  `${format.count(count)} ${count === 1 ? 'segment' : 'segments'}`;

function percentWords(share: number): string {
  if (share > 0 && share < 0.01) return 'less than 1 %';
  return `${share >= 1 ? 100 : Math.min(99, Math.floor(share * 100))} %`;
}

/** True when the range may hold events that are not stored, or that may still change. */
export function isIncomplete({ kind, share, pieces, missingSegments }: Coverage): boolean {
  if (kind === 'segments') return missingSegments !== 0;
  return share === null || share < 1 || pieces.some(({ state }) => state === 'provisional');
}

/**
 * What a run could pull now of what lacks: from the first to the last of it, since a run leaves alone what is stored.
 * Null when nothing can be pulled.
 */
export function pullable({ kind, missing, missingSegments, settled, from, to }: Coverage) {
  if (kind === 'segments') return missingSegments === 0 ? null : { from, to };
  const ranges = missing.filter((range) => range.from < settled);
  const [first, last] = [ranges[0], ranges.at(-1)];
  return first && last ? { from: first.from, to: Math.min(last.to, settled) } : null;
}

/** `12 s`, `about 4 min`: coarse, since it is a guess. */
export function aboutWords(seconds: number): string {
  if (seconds < 60) return `${Math.max(1, Math.round(seconds))} s`;
  if (seconds < 5400) return `${Math.round(seconds / 60)} min`;
  return `${Math.round(seconds / 3600)} h`;
}

/** What a run is doing, in a line. */
export function progressWords(run: RunView, format: Pick<Format, 'count'>): string {
  if (run.stopping) return 'Cancelling: batches under way are stopped, what is stored stays.';
  if (run.state === 'queued') return 'Asks the source what the range holds, and plans its batches.';
  if (run.state === 'pivoting') return 'All batches have ended. Computes the pivot.';
  const pulled = `${format.count(run.pulled)} of about ${format.count(run.estimate)} events`;
  if (run.state !== 'pulling') return pulled;
  const rate = run.rate > 0 ? `, ${format.count(run.rate)} events/s` : '';
  const left = run.secondsLeft === null ? '' : `, about ${aboutWords(run.secondsLeft)} left`;
  return `${pulled}${rate}${left}`;
}

/** How what was read differs from what was expected, or that it does not. */
export function differenceWords({ expected, read }: Counts, format: Pick<Format, 'count'>): string {
  if (read === expected) return 'all were read';
  const difference = format.count(Math.abs(expected - read));
  return read < expected ? `${difference} were not read` : `${difference} more were read`;
}

/** A batch's window, or its file with the part of it. `whole` is the file's path. */
export function unitWords(unit: Unit, format: Pick<Format, 'time' | 'bytes'>): { short: string; whole: string } {
  if (unit.kind === 'window') {
    const words = rangeWords(format, unit.from, unit.to);
    return { short: words, whole: words };
  }
  const name = unit.path.split('/').at(-1) ?? unit.path;
  const part = unit.length < unit.size ? `, ${format.bytes(unit.length)} from ${format.bytes(unit.offset)}` : '';
  return { short: `${name}${part}`, whole: unit.path };
}
