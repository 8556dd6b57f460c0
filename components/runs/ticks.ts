import { day, hour, minute } from '#core/time.ts';
import type { Range } from '#core/window.ts';
import { offsetAt, wallTime } from '#core/zoned-time.ts';

const steps = [1, 5, 10, 15, 30].map((count) => count * minute);
const longSteps = [1, 2, 3, 6, 12, 24, 48, 24 * 7, 24 * 14, 24 * 28, 24 * 91, 24 * 364].map((count) => count * hour);

/**
 * Where an axis over a range gets a mark: at round times of the zone's clocks, at most `most` of them. `label`: the time,
 * or the date at midnight. A range of less than `most` minutes may have none.
 */
export function timeTicks(range: Range, zone: string, most: number): { at: number; label: string }[] {
  const step = [...steps, ...longSteps].find((one) => (range.to - range.from) / one <= most) ?? 364 * day;
  const ticks: { at: number; label: string }[] = [];
  let wall = Math.ceil((range.from + offsetAt(range.from, zone)) / step) * step;
  for (; ticks.length < most; wall += step) {
    // Twice, since the offset is one of the time that is looked for.
    const at = wall - offsetAt(wall - offsetAt(wall, zone), zone);
    if (at >= range.to) break;
    if (at < range.from || at === ticks.at(-1)?.at) continue;
    const text = wallTime(at, zone);
    ticks.push({ at, label: step >= day || text.endsWith('00:00:00') ? text.slice(5, 10) : text.slice(11, 16) });
  }
  return ticks;
}
