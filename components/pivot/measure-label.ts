import { parseMeasure } from '#core/pivot/question.ts';
import type { MapColumns } from '../question/fields.ts';

/** A measure as people read it, with its unit. */
export function measureLabel(text: string, map: MapColumns | null): string {
  if (text === 'max:Datetime') return 'last seen';
  if (text === 'min:Datetime') return 'first seen';
  try {
    return parseMeasure(text, map, 'values').label;
  } catch {
    return text;
  }
}
