import { isWeirError, type WeirError } from '#core/errors.ts';
import type { RunQuestion } from '#core/run/run.ts';
import { day, formatTime, hour, minute, parseTime } from '#core/time.ts';
import type { Range } from '#core/window.ts';
import { checkRange } from '#core/window.ts';
import { parseZonedTime, wallTime } from '#core/zoned-time.ts';

/** What a reader has filled in of a new run: `from` and `to` as written, in `zone`; `minutes` as written, or empty. */
export type Draft = { source: string; from: string; to: string; zone: string; map: string | null; minutes: string };

export const rangePresets = [
  { name: '15m', word: 'Last 15 min' },
  { name: '1h', word: 'Last hour' },
  { name: '24h', word: 'Last 24 h' },
  { name: '7d', word: 'Last 7 days' },
  { name: 'today', word: 'Today' },
  { name: 'yesterday', word: 'Yesterday' },
] as const;
export type RangePreset = (typeof rangePresets)[number]['name'];

const lengths: Partial<Record<RangePreset, number>> = { '15m': 15 * minute, '1h': hour, '24h': day, '7d': 7 * day };

/** The range of a preset at `now` (epoch ms), up to the last whole minute; days are those of the zone. */
export function presetRange(preset: RangePreset, zone: string, now: number): Range {
  const to = Math.floor(now / minute) * minute;
  const length = lengths[preset];
  if (length !== undefined) return { from: to - length, to };
  const midnight = midnightBefore(to, zone);
  if (preset === 'yesterday') return { from: midnightBefore(midnight - hour, zone), to: midnight };
  return { from: midnight === to ? to - minute : midnight, to };
}

function midnightBefore(ms: number, zone: string): number {
  const date = wallTime(ms, zone).slice(0, 10);
  // Where the clocks are put forward at midnight, the day begins with the hour after it.
  try {
    return parseZonedTime(date, zone, 'from');
  } catch {
    return parseZonedTime(`${date} 01:00`, zone, 'from');
  }
}

/** A range as a draft's `from` and `to`. */
export function writtenRange(range: Range, zone: string): Pick<Draft, 'from' | 'to'> {
  return { from: wallTime(range.from, zone), to: wallTime(range.to, zone) };
}

/** The same instants on the clocks of another zone; what cannot be read stays as it is written. */
export function inZone(draft: Draft, zone: string): Draft {
  const moved = (text: string) => {
    try {
      return wallTime(parseZonedTime(text, draft.zone, 'from'), zone);
    } catch {
      return text;
    }
  };
  return { ...draft, from: moved(draft.from), to: moved(draft.to), zone };
}

/** A draft from the parameters of a URL (`source`, `from`, `to` as RFC 3339, `map`); what cannot be read is left out. */
export function draftFrom(params: URLSearchParams, zone: string, now: number): Draft {
  return {
    source: params.get('source') ?? '',
    ...writtenRange(rangeFrom(params) ?? presetRange('24h', zone, now), zone),
    zone,
    map: params.get('map'),
    minutes: params.get('minutes') ?? '',
  };
}

function rangeFrom(params: URLSearchParams): Range | null {
  try {
    return checkRange({
      from: parseTime(params.get('from') ?? '', 'from'),
      to: parseTime(params.get('to') ?? '', 'to'),
    });
  } catch {
    return null;
  }
}

/** A question's parameters in the URL of the page for a new run. */
export function newRunParams(question: Pick<RunQuestion, 'source' | 'from' | 'to' | 'map' | 'windowMinutes'>): string {
  const params = new URLSearchParams({ source: question.source, from: question.from, to: question.to });
  if (question.map !== null) params.set('map', question.map);
  if (question.windowMinutes !== null) params.set('minutes', String(question.windowMinutes));
  return String(params);
}

const draftFields = ['source', 'from', 'to', 'map', 'windowMinutes'] as const;
type DraftField = (typeof draftFields)[number];
export type DraftErrors = Partial<Record<DraftField, string>>;
export type ChangeDraft = (part: Partial<Draft>) => void;

/** True for a field of a question that has an input of its own. */
export function isDraftField(name: string | undefined): name is DraftField {
  return (draftFields as readonly (string | undefined)[]).includes(name);
}

export type DraftQuestion = Omit<RunQuestion, 'spec'> & { spec: null };

/** The question that a draft asks, or what is wrong with it by field. */
export function questionOf(draft: Draft): { question: DraftQuestion; range: Range } | { errors: DraftErrors } {
  const errors: DraftErrors = {};
  if (draft.source === '') errors.source = 'Choose the source to pull from.';
  const read = (field: 'from' | 'to'): number => {
    try {
      return parseZonedTime(draft[field], draft.zone, field);
    } catch (error) {
      errors[field] = sentence(error);
      return Number.NaN;
    }
  };
  const range = { from: read('from'), to: read('to') };
  if (range.from >= range.to) errors.to = 'The range ends before it begins.';
  if (Object.keys(errors).length > 0) return { errors };
  const question = {
    source: draft.source,
    from: formatTime(range.from),
    to: formatTime(range.to),
    map: draft.map,
    spec: null,
    windowMinutes: /^\d+$/.test(draft.minutes) ? Number(draft.minutes) : null,
  };
  return { question, range };
}

function sentence(error: unknown): string {
  if (isWeirError(error)) return (error as WeirError).message;
  throw error;
}
