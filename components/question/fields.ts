import { columns } from '#core/event.ts';
import { fieldLabel } from '#core/pivot/narrow.ts';
import { parseField } from '#core/pivot/question.ts';
import type { MapVersion } from '#core/rule-map/version.ts';

export const areas = ['map', 'rule', 'request', 'client', 'edge', 'time', 'content'] as const;
export type Area = (typeof areas)[number];

export const areaLabels: Record<Area, string> = {
  map: 'Rule map',
  rule: 'Rule',
  request: 'Request',
  client: 'Client',
  edge: 'Edge',
  time: 'Time',
  content: 'Content and AI',
};

/** A field that a question may name, as lists show it. */
export type FieldInfo = { text: string; label: string; area: Area; kind: 'text' | 'integer' | 'time' | 'json' };

/** What of a rule map matters for the names of fields. */
export type MapColumns = Pick<MapVersion, 'name' | 'columns'>;

/** All fields that a question under a rule map may name. */
export function fieldsOf(map: MapColumns | null | undefined): FieldInfo[] {
  const ofMap: FieldInfo[] = map
    ? [
        ...map.columns.map((name): FieldInfo => ({ text: `map.${name}`, label: name, area: 'map', kind: 'text' })),
        { text: 'match', label: 'Match state', area: 'map', kind: 'text' },
      ]
    : [];
  return [...ofMap, ...columns.map(({ name, label, area, kind }): FieldInfo => ({ text: name, label, area, kind }))];
}

/** A field text as people read it; a text that names no field is shown as it is. */
export function labelOf(text: string, map: MapColumns | null | undefined): string {
  try {
    return fieldLabel(parseField(text, map ?? null, 'field'));
  } catch {
    return text.replace(/^map\./, '');
  }
}
