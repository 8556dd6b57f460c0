import { WeirError } from './errors.ts';
import { day, hour, minute, second } from './time.ts';

/** A half-open interval `[from, to)` of epoch milliseconds, UTC. */
export type Range = { readonly from: number; readonly to: number };

/** A node of the fixed UTC tree: two windows are nested or disjoint, never overlapping. */
export type Window = Range;

/** Lengths of the tree's levels in ms, longest first. Each divides the one before, and all divide a UTC day. */
export const windowLevels = [day, 6 * hour, hour, 15 * minute, 5 * minute, minute, 10 * second, second] as const;

/** The longest range that may be asked for, in ms: planning and time buckets look at each of its days. */
const longestRange = 20 * 366 * day;

/** @throws WeirError `invalid` unless `from` lies before `to`, by at most 20 years. */
export function checkRange(range: Range): Range {
  if (!(range.from < range.to)) throw new WeirError('invalid', '"from" must lie before "to".', { field: 'from' });
  if (range.to - range.from > longestRange) {
    throw new WeirError('invalid', 'A range has at most 20 years: choose a shorter one.', { field: 'from' });
  }
  return range;
}

/** The smallest range of whole minutes that holds the given one. */
export function roundOutward(range: Range): Range {
  return { from: Math.floor(range.from / minute) * minute, to: Math.ceil(range.to / minute) * minute };
}

export function contains(outer: Range, inner: Range): boolean {
  return outer.from <= inner.from && inner.to <= outer.to;
}

export function overlaps(a: Range, b: Range): boolean {
  return a.from < b.to && b.from < a.to;
}

/** The index in {@link windowLevels} of a window, or -1 when the range is no node of the tree. */
export function levelOf(range: Range): number {
  const level = windowLevels.indexOf((range.to - range.from) as (typeof windowLevels)[number]);
  return level >= 0 && range.from % (range.to - range.from) === 0 ? level : -1;
}

/** The nodes one level below `window`, in time order; none below the last level. */
export function childrenOf(window: Window): Window[] {
  const size = windowLevels[levelOf(window) + 1];
  if (size === undefined) return [];
  const children: Window[] = [];
  for (let from = window.from; from < window.to; from += size) children.push({ from, to: from + size });
  return children;
}

/** The days of the tree that touch `range`, in time order. */
export function daysOf(range: Range): Window[] {
  const days: Window[] = [];
  for (let from = Math.floor(range.from / day) * day; from < range.to; from += day) days.push({ from, to: from + day });
  return days;
}

/**
 * The parts of `range` that none of `covered` (windows in any order, nested or disjoint) holds, in time order.
 */
export function missingFrom(range: Range, covered: readonly Range[]): Range[] {
  const missing: Range[] = [];
  let cursor = range.from;
  for (const window of covered.filter((one) => overlaps(one, range)).sort((a, b) => a.from - b.from)) {
    if (window.from > cursor) missing.push({ from: cursor, to: window.from });
    cursor = Math.max(cursor, window.to);
  }
  if (cursor < range.to) missing.push({ from: cursor, to: range.to });
  return missing;
}
