import { minute } from '../time.ts';
import {
  childrenOf,
  contains,
  daysOf,
  overlaps,
  type Range,
  roundOutward,
  type Window,
  windowLevels,
} from '../window.ts';

/** How many events a window of automatic size should hold: fewer make small files, more make retries dear. */
export const eventsPerWindow = 250_000;

export type PlannedWindow = Window & { estimate: number };

/**
 * The windows of the tree that a range still lacks, in time order: the largest ones that hold at most
 * {@link eventsPerWindow} events, or the largest of at most `windowMinutes`. The range is first rounded outward to the
 * minute. `count` gives the (estimated) number of events in a window, by asking the source.
 */
export async function planWindows(
  range: Range,
  covered: readonly Range[],
  windowMinutes: number | null,
  count: (window: Window) => Promise<number>,
): Promise<PlannedWindow[]> {
  const whole = roundOutward(range);
  const longest = windowMinutes === null ? null : longestWithin(windowMinutes * minute);
  const planned: PlannedWindow[] = [];
  const visit = async (window: Window): Promise<void> => {
    if (!overlaps(window, whole) || covered.some((one) => contains(one, window))) return;
    const children = childrenOf(window);
    const free = contains(whole, window) && !covered.some((one) => overlaps(one, window));
    if (free && (longest === null || window.to - window.from <= longest)) {
      const estimate = await count(window);
      if (longest !== null || children.length === 0 || estimate <= eventsPerWindow) {
        planned.push({ ...window, estimate });
        return;
      }
    }
    for (const child of children) await visit(child);
  };
  for (const day of daysOf(whole)) await visit(day);
  return planned;
}

function longestWithin(milliseconds: number): number {
  return windowLevels.find((level) => level <= milliseconds) ?? minute;
}
