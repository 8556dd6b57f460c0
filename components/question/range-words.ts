import type { AskedRange } from '#core/range.ts';
import { makeFormat } from '../ui/format.ts';

export const presets = [
  ['15m', 'last 15 min'],
  ['1h', 'last hour'],
  ['6h', 'last 6 h'],
  ['24h', 'last 24 h'],
  ['7d', 'last 7 days'],
  ['30d', 'last 30 days'],
] as const;

/** A range with the zone in which it is read, and how to change them. */
export type RangeChoice = {
  range: AskedRange;
  zone: string;
  onRange: (range: AskedRange) => void;
  onZone: (zone: string) => void;
};

/** A range in words: `last 24 h`, or both ends in the zone, the year only where it is not that of `now` (epoch ms). */
export function rangeWords(range: AskedRange, zone: string, now = Date.now()): string {
  if ('last' in range) return presets.find(([text]) => text === range.last)?.[1] ?? `last ${range.last}`;
  const format = makeFormat(zone, 'auto');
  const [from, to] = [range.from, range.to].map((text) => partsOf(format.time(text))) as [Parts, Parts];
  const thisYear = format.time(now).slice(0, 4);
  const years = from.year !== thisYear || to.year !== thisYear;
  const day = (end: Parts) => (years ? `${end.day} ${end.year}` : end.day);
  const sameDay = from.day === to.day && from.year === to.year;
  return `${day(from)} ${from.clock} – ${sameDay ? '' : `${day(to)} `}${to.clock}`;
}

/** Both ends of a fixed range as they are asked for, RFC 3339; undefined of a moving one. */
export function exactRange(range: AskedRange): string | undefined {
  return 'last' in range ? undefined : `${range.from} – ${range.to}`;
}

type Parts = { year: string; day: string; clock: string };

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `2026-11-23 08:00:00` in parts. */
function partsOf(time: string): Parts {
  const [date = '', clock = ''] = time.split(' ');
  const [year = '', month, day] = date.split('-').map(Number);
  return { year: String(year), day: `${day} ${months[Number(month) - 1]}`, clock: clock.replace(/:00$/, '') };
}
