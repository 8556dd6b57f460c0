import { z } from 'zod';
import { WeirError } from './errors.ts';
import { day, formatTime, hour, minute, parseTime } from './time.ts';
import { checkRange, type Range } from './window.ts';

/** How long each unit of a relative range is, in ms. */
const units = { m: minute, h: hour, d: day, w: 7 * day } as const;

/** `24h`: the time up to now, which moves on; or a fixed half-open interval of RFC 3339 times. */
export const askedRange = z.union([
  z.strictObject({ last: z.string().regex(/^[1-9]\d{0,3}[mhdw]$/, 'Write a relative range like 24h or 7d.') }),
  z.strictObject({ from: z.string().min(1).max(40), to: z.string().min(1).max(40) }),
]);
export type AskedRange = z.infer<typeof askedRange>;

/** `24h`, or `FROM/TO`. */
export function rangeText(range: AskedRange): string {
  return 'last' in range ? range.last : `${range.from}/${range.to}`;
}

/** The inverse of {@link rangeText}. @throws WeirError `invalid` (field `range`) */
export function parseRangeText(text: string): AskedRange {
  const [from = '', to] = text.split('/');
  const result = askedRange.safeParse(to === undefined ? { last: from } : { from, to });
  if (result.success) {
    resolveRange(result.data, 0);
    return result.data;
  }
  throw new WeirError('invalid', `"${text.slice(0, 80)}" is not a range: write 24h, or FROM/TO.`, { field: 'range' });
}

/**
 * The interval that a range means at `now` (epoch ms). A relative one ends at the last whole minute, so that what is
 * asked twice within a minute is the same question.
 * @throws WeirError `invalid`, naming `from` or `to`
 */
export function resolveRange(range: AskedRange, now: number): Range {
  if ('last' in range) {
    const to = Math.floor(now / minute) * minute;
    return checkRange({ from: to - lengthOf(range.last), to });
  }
  return checkRange({ from: parseTime(range.from, 'from'), to: parseTime(range.to, 'to') });
}

/** A range as a fixed one. */
export function fixedRange(range: Range): AskedRange {
  return { from: formatTime(range.from), to: formatTime(range.to) };
}

function lengthOf(last: string): number {
  return Number(last.slice(0, -1)) * units[last.at(-1) as keyof typeof units];
}
