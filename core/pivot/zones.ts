import { day, hour, minute } from '../time.ts';
import type { Range } from '../window.ts';
import { type BucketSize, bucketSizes } from './spec.ts';

/** Lengths of time buckets in ms. */
export const bucketLength: Record<BucketSize, number> = {
  '1m': minute,
  '5m': 5 * minute,
  '15m': 15 * minute,
  '1h': hour,
  '6h': 6 * hour,
  '1d': day,
  '1w': 7 * day,
};

/** A line over time has at most this many points: beside the total they fit into one tile of an artefact. */
const mostPoints = 60;

/** The finest buckets that cut a range into few enough points for a line. */
export function bucketFor({ from, to }: Range): BucketSize {
  return bucketSizes.find((size) => (to - from) / bucketLength[size] <= mostPoints) ?? '1w';
}

/** The field text of a time bucket. */
export function bucketField(size: BucketSize, zone: string): string {
  return zone === 'UTC' ? `Datetime:${size}` : `Datetime:${size}@${zone}`;
}

/** From `from` (epoch ms) on, until the next entry, the zone's clocks are `offset` ms ahead of UTC. */
export type Offset = { from: number; offset: number };

export function isZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return /^[A-Za-z]/.test(zone);
  } catch {
    return false;
  }
}

function offsetReader(zone: string): (ms: number) => number {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  return (ms) => {
    const parts = Object.fromEntries(format.formatToParts(ms).map(({ type, value }) => [type, Number(value)]));
    const local = Date.UTC(parts.year ?? 0, (parts.month ?? 1) - 1, parts.day, parts.hour, parts.minute, parts.second);
    return local - Math.floor(ms / 1000) * 1000;
  };
}

/** The offsets of a zone within `[from, to)`, in time order; the first entry holds from the beginning. */
export function zoneOffsets(zone: string, from: number, to: number): Offset[] {
  if (zone === 'UTC') return [{ from, offset: 0 }];
  const offsetAt = offsetReader(zone);
  const offsets: Offset[] = [{ from, offset: offsetAt(from) }];
  for (let at = from; at < to; at += day) {
    const end = Math.min(at + day, to);
    const before = offsets.at(-1)?.offset ?? 0;
    if (offsetAt(end) === before) continue;
    let [low, high] = [at, end];
    while (high - low > 1000) {
      const middle = low + Math.floor((high - low) / 2000) * 1000;
      if (offsetAt(middle) === before) low = middle;
      else high = middle;
    }
    offsets.push({ from: Math.ceil(high / 1000) * 1000, offset: offsetAt(end) });
  }
  return offsets;
}

/** `Z`, `+05:30` */
export function offsetLabel(offset: number): string {
  if (offset === 0) return 'Z';
  const minutes = Math.abs(offset) / minute;
  const two = (value: number) => String(Math.floor(value)).padStart(2, '0');
  return `${offset < 0 ? '-' : '+'}${two(minutes / 60)}:${two(minutes % 60)}`;
}

/** The instant (epoch ms) at which a zone's clocks show a local time, given as if it were UTC; of a doubled time the first. */
export function instantOf(zone: string, local: number): number {
  const offsetAt = offsetReader(zone);
  const candidates = [local - offsetAt(local - day), local - offsetAt(local + day)];
  const found = candidates.filter((at) => at + offsetAt(at) === local);
  return Math.min(...(found.length > 0 ? found : candidates));
}

/** The interval of UTC that a bucket's label stands for, epoch ms, half-open. */
export function bucketInterval(size: BucketSize, zone: string, label: string): { from: number; to: number } {
  const length = bucketLength[size];
  if (length <= hour) {
    const from = Date.parse(label);
    return { from, to: from + length };
  }
  const local = Date.parse(label.length > 10 && !label.endsWith('Z') ? `${label}Z` : label);
  return { from: instantOf(zone, local), to: instantOf(zone, local + length) };
}
