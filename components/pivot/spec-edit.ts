import { checkSpec } from '#core/pivot/question.ts';
import type { BucketSize, Dimension, PivotSpec } from '#core/pivot/spec.ts';
import type { PivotView } from '#core/pivot/view.ts';
import { bucketField, bucketFor } from '#core/pivot/zones.ts';
import type { MapVersion } from '#core/rule-map/version.ts';
import type { Range } from '#core/window.ts';

/** Where a field may be put. */
export const shelves = ['rows', 'columns', 'values'] as const;
export type Shelf = (typeof shelves)[number];

/** A field on its way: from the list of fields, or from a place on a shelf. */
export type Carried = { field: string; from: { shelf: Shelf; index: number } | null };

/** The text under which a field becomes a dimension: time is cut into buckets that suit the range. */
export function dimensionText(field: string, zone: string, range: Range): string {
  return field === 'Datetime' ? bucketField(bucketFor(range), zone) : field;
}

/** The measure that a field becomes when it is dropped on the values: how many different values there are, or when. */
export function measureFor(field: string, kind: string): string {
  if (/^(?:count|requests|distinct:|sum:|avg:|min:|max:)/.test(field)) return field;
  return kind === 'time' ? 'max:Datetime' : `distinct:${field}`;
}

/** The spec with what is carried put on a shelf, before its `index`-th entry. What is there already moves. */
export function put(spec: PivotSpec, carried: Carried, shelf: Shelf, index: number, text: string): PivotSpec {
  const { from } = carried;
  const next = { ...spec, rows: [...spec.rows], columns: [...spec.columns], values: [...spec.values] };
  let at = index;
  let moved: Dimension = { field: text };
  if (from) {
    const taken = next[from.shelf].splice(from.index, 1)[0];
    if (from.shelf === shelf && from.index < index) at -= 1;
    if (typeof taken === 'object' && shelf !== 'values') moved = from.shelf === shelf ? taken : withoutPlace(taken);
  }
  if (shelf === 'values') {
    next.values = next.values.filter((one) => one !== text);
    next.values.splice(at, 0, text);
  } else {
    for (const axis of ['rows', 'columns'] as const) {
      const known = next[axis].findIndex(({ field }) => sameField(field, text));
      if (known < 0) continue;
      next[axis].splice(known, 1);
      if (axis === shelf && known < at) at -= 1;
    }
    next[shelf].splice(at, 0, moved);
  }
  return tidy(next);
}

/** On another axis a sort by one of this axis's columns means nothing. */
function withoutPlace({ sort, ...rest }: Dimension): Dimension {
  return sort && !sort.at ? { ...rest, sort } : rest;
}

/** Two buckets of the time are one field. */
export function sameField(a: string, b: string): boolean {
  return a === b || (a.startsWith('Datetime:') && b.startsWith('Datetime:'));
}

export function removed(spec: PivotSpec, shelf: Shelf, index: number): PivotSpec {
  return tidy({ ...spec, [shelf]: [...spec[shelf]].filter((_one, at) => at !== index) } as PivotSpec);
}

/** A pivot has at least one value, and sorts by columns that are there. */
function tidy(spec: PivotSpec): PivotSpec {
  const values = spec.values.length > 0 ? spec.values : ['count'];
  const depth = spec.columns.length;
  const rows = spec.rows.map((row) => (row.sort?.at && row.sort.at.length > depth ? withoutPlace(row) : row));
  return { ...spec, values, rows };
}

/** A view in another zone: its time buckets are cut there too. */
export function inZone(view: PivotView, zone: string): PivotView {
  const move = (one: Dimension): Dimension => {
    const [, size] = /^Datetime:([^@]+)/.exec(one.field) ?? [];
    return size === undefined ? one : { ...one, field: bucketField(size as BucketSize, zone) };
  };
  return {
    ...view,
    zone,
    spec: { ...view.spec, rows: view.spec.rows.map(move), columns: view.spec.columns.map(move) },
  };
}

/** The part of a view that an error is about, taken out; null when the error is about something else. */
export function without(view: PivotView, field: string | undefined): PivotView | null {
  const [, shelf, index] = /^(rows|columns|values|filters)\[(\d+)\]/.exec(field ?? '') ?? [];
  if (shelf === undefined) return null;
  const name = shelf as Shelf | 'filters';
  const list = view.spec[name].filter((_one, at) => at !== Number(index)) as never;
  return { ...view, spec: tidy({ ...view.spec, [name]: list }) };
}

/** What is wrong with a spec under a map, or null. */
export function troubleWith(spec: PivotSpec, map: MapVersion | null): Error | null {
  try {
    checkSpec(spec, map);
    return null;
  } catch (error) {
    return error as Error;
  }
}
