import { WeirError } from './errors.ts';

export const second = 1_000;
export const minute = 60 * second;
export const hour = 60 * minute;
export const day = 24 * hour;

const isoForm = /^\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:?\d\d)?)?$/i;

/**
 * Reads a time that a person wrote: RFC 3339 (a space may stand for the T, the zone may be left out and is then UTC,
 * a date alone is its midnight) or Unix seconds. Returns epoch ms, UTC; parts of a ms are cut.
 * @throws WeirError `invalid`, naming `field`
 */
export function parseTime(text: string, field: string): number {
  const trimmed = text.trim();
  if (/^\d{9,10}$/.test(trimmed)) return Number(trimmed) * second;
  if (isoForm.test(trimmed)) {
    const zoned = /(?:Z|[+-]\d\d:?\d\d)$/i.test(trimmed.slice(10))
      ? trimmed
      : `${trimmed}${trimmed.length > 10 ? 'Z' : ''}`;
    const ms = Date.parse(zoned.replace(' ', 'T').replace(/(\.\d{3})\d+/, '$1'));
    if (Number.isFinite(ms) && realDate(trimmed)) return ms;
  }
  throw new WeirError('invalid', `"${field}" is not a time: write it like 2026-01-31T08:00:00Z.`, { field });
}

/** Date.parse takes 30 February for 1 March. */
function realDate(text: string): boolean {
  const [year = 0, month = 0, date = 0] = text.slice(0, 10).split('-').map(Number);
  return new Date(Date.UTC(year, month - 1, date)).getUTCDate() === date;
}

/** `2026-01-31T08:00:00Z`, with milliseconds only where there are any. */
export function formatTime(ms: number): string {
  return new Date(ms).toISOString().replace('.000Z', 'Z');
}
