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

/** A range in words: `last 24 h`, or both ends in the zone. */
export function rangeWords(range: AskedRange, zone: string): string {
  if ('last' in range) return presets.find(([text]) => text === range.last)?.[1] ?? `last ${range.last}`;
  const format = makeFormat(zone, 'auto');
  const short = (text: string) => format.time(text).replace(/:00$/, '');
  const [from, to] = [short(range.from), short(range.to)];
  return `${from} – ${from.slice(0, 10) === to.slice(0, 10) ? to.slice(11) : to}`;
}
