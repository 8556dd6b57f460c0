import { columns, extraColumn, findColumn } from '#core/event.ts';
import type { StoredEvent } from '#core/jobs.ts';

/** A column of the list. `width` in px; `id` as a field of a filter is written, so that a value can be kept or excluded. */
export type ListColumn = { id: string; label: string; area: string; width: number; kind: Kind };
type Kind = 'time' | 'text' | 'id' | 'integer' | 'json' | 'match';

/** The words for the areas of core/event.ts, in the order in which an event shows them. */
export const areas = {
  time: 'Time',
  rule: 'Rule',
  map: 'Rule map',
  request: 'Request',
  client: 'Client',
  edge: 'Edge and origin',
  content: 'Content and AI',
  extra: 'Other fields',
} as const;

const widths: Record<string, number> = {
  Datetime: 198,
  RayID: 144,
  OriginatorRayID: 144,
  RuleID: 148,
  Ref: 148,
  Action: 136,
  ClientIP: 136,
  ClientCountry: 72,
  ClientRequestMethod: 72,
  ClientRequestHost: 168,
  ClientRequestPath: 260,
  ClientRequestQuery: 220,
  ClientRequestUserAgent: 260,
  Description: 240,
  MatchIndex: 92,
};
const ids = new Set(['RayID', 'OriginatorRayID', 'RuleID', 'Ref']);
const short: Record<string, string> = { ClientCountry: 'Country' };

/** Every column that the list can show; `mapColumns` are those of the question's rule map, null without one. */
export function allColumns(mapColumns: readonly string[] | null): ListColumn[] {
  const stored = columns.map(
    ({ name, kind, label, area }): ListColumn => ({
      id: name,
      label: short[name] ?? label,
      area,
      width: widths[name] ?? (kind === 'integer' ? 96 : 140),
      kind: ids.has(name) ? 'id' : kind,
    }),
  );
  const extra: ListColumn = { id: extraColumn, label: 'Other fields', area: 'extra', width: 200, kind: 'json' };
  if (mapColumns === null) return [...stored, extra];
  const mapped = mapColumns.map(
    (name): ListColumn => ({ id: `map.${name}`, label: name, area: 'map', width: 148, kind: 'text' }),
  );
  return [...stored, { id: 'match', label: 'Match', area: 'map', width: 112, kind: 'match' }, ...mapped, extra];
}

/** The columns that the list shows until its reader chooses others. */
export function usualColumns(mapColumns: readonly string[] | null): string[] {
  const named = (word: string) => mapColumns?.find((name) => name.toLowerCase() === word);
  const told = named('group') ?? named('name') ?? mapColumns?.[0];
  return [
    'Datetime',
    'Action',
    'RuleID',
    ...(told === undefined ? [] : [`map.${told}`]),
    'ClientIP',
    'ClientCountry',
    'ClientRequestMethod',
    'ClientRequestHost',
    'ClientRequestPath',
  ];
}

/** The columns of a narrow list, the most telling first, with widths of their own. */
export const compactColumns: Readonly<Record<string, number>> = {
  Datetime: 146,
  ClientRequestMethod: 64,
  ClientRequestPath: 210,
  ClientIP: 128,
  RuleID: 148,
  Action: 124,
};

/** How wide a time is that shows only its clock, in px. */
export const clockWidth = 108;

/** The value of an event in a column: undefined where it has none. */
export function valueIn(event: StoredEvent, id: string): unknown {
  if (!id.startsWith('map.')) return event[id];
  return (event.map as Record<string, string> | undefined)?.[id.slice(4)];
}

/** A value as the text that a filter on its column compares. */
export function valueText(value: unknown): string {
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** Chosen columns as one text; the inverse of {@link parseColumns}. */
export function columnsText(ids: readonly string[]): string {
  return ids.map((id) => id.replaceAll('%', '%25').replaceAll(',', '%2C')).join(',');
}

/** The columns that a text of a URL or of this browser names, or null when it names none. */
export function parseColumns(text: string | null): string[] | null {
  const known = (id: string) => id === 'match' || id === extraColumn || /^map\../.test(id) || findColumn(id);
  const list = (text ?? '')
    .split(',')
    .map((id) => id.replaceAll('%2C', ',').replaceAll('%25', '%'))
    .filter(known);
  return list.length > 0 ? [...new Set(list)] : null;
}
