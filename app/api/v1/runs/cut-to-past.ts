import { WeirError } from '#core/errors.ts';
import { formatTime, minute } from '#core/time.ts';
import type { Range } from '#core/window.ts';

/** The last whole minute up to which events have surely arrived, when those before `settled` (epoch ms) have. */
export function lastSettled(settled: number): number {
  return Math.floor(settled / minute) * minute;
}

/**
 * Events may still be on their way for a while: a range is cut at the last minute of which all should have arrived.
 * @throws WeirError `invalid` when nothing of it lies before
 */
export function cutToPast(range: Range, settled: number): { range: Range; notice: string | null } {
  const last = lastSettled(settled);
  if (range.to <= last) return { range, notice: null };
  if (range.from >= last) {
    throw new WeirError(
      'invalid',
      `The range begins after ${formatTime(last)}, up to which events have surely arrived.`,
      { field: 'from' },
    );
  }
  return {
    range: { from: range.from, to: last },
    notice: `The range was cut at ${formatTime(last)}: later events may still be on their way.`,
  };
}
