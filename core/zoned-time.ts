import { WeirError } from './errors.ts';
import { zoneOffsets } from './pivot/zones.ts';
import { day, parseTime } from './time.ts';

/** How far the zone's clocks are ahead of UTC at `ms`, in ms. */
export function offsetAt(ms: number, zone: string): number {
  return zoneOffsets(zone, ms, ms)[0]?.offset ?? 0;
}

/** `2026-01-31 08:00:00`, as the clocks of the zone show it; parts of a second only where there are any. */
export function wallTime(ms: number, zone: string): string {
  const text = new Date(ms + offsetAt(ms, zone)).toISOString().replace('T', ' ');
  return text.replace(/(?:\.000)?Z$/, '');
}

/**
 * Reads a time as {@link parseTime} does, but without a zone of its own it is what the clocks of `zone` show. An hour that
 * they show twice is the first of both. Returns epoch ms.
 * @throws WeirError `invalid`, naming `field`, also for an hour that the clocks leave out
 */
export function parseZonedTime(text: string, zone: string, field: string): number {
  const trimmed = text.trim();
  const ms = parseTime(trimmed, field);
  if (/^\d{9,10}$/.test(trimmed) || /(?:Z|[+-]\d\d:?\d\d)$/i.test(trimmed.slice(10))) return ms;
  const times = zoneOffsets(zone, ms - day, ms + day)
    .map(({ offset }) => ms - offset)
    .filter((time) => time + offsetAt(time, zone) === ms);
  if (times.length === 0) {
    throw new WeirError('invalid', `"${field}" does not exist in ${zone}: its clocks are put forward over it.`, {
      field,
    });
  }
  return Math.min(...times);
}
