import { z } from 'zod';

/**
 * What a pivot can be asked: the same object is a job's payload, the API's body, the URL and a saved view.
 * Fields are written: a column (`Action`), a time bucket (`Datetime:1h`, `Datetime:1d@Asia/Kolkata`), a column of the
 * rule map (`map.group`) or the match state (`match`).
 */
export const bucketSizes = ['1m', '5m', '15m', '1h', '6h', '1d', '1w'] as const;
export type BucketSize = (typeof bucketSizes)[number];

export const fieldText = z.string().min(1).max(200);

export const measureText = z
  .string()
  .regex(
    /^(?:count|requests|(?:distinct|sum|avg|min|max):.{1,200})$/s,
    'A value is count, requests, distinct:FIELD, sum:FIELD, avg:FIELD, min:FIELD or max:FIELD.',
  );

/** Keep the `n` largest members of this level within their parent by a measure; the rest become Other. */
export const topN = z.strictObject({ n: z.int().min(1).max(10_000), by: measureText.default('count') });

/** One step of the way to a cell: a member of a level. `value` is its text form, or null for the kinds that have none. */
export const memberKinds = ['value', 'blank', 'missing', 'unmatched', 'no-id', 'other'] as const;
export const member = z.strictObject({ kind: z.enum(memberKinds), value: z.string().nullable() });
export type Member = z.infer<typeof member>;

/**
 * How a level is ordered within its parent: by its label, or by a measure in a member of the other axis that `at` names
 * from the outside in. Without `at`, or where there is no such member, that is the total of the other axis.
 */
export const levelSort = z.strictObject({
  by: z.union([z.literal('label'), measureText]),
  direction: z.enum(['ascending', 'descending']),
  at: z.array(member).max(20).optional(),
});

export const dimension = z.strictObject({ field: fieldText, top: topN.optional(), sort: levelSort.optional() });
export type Dimension = z.infer<typeof dimension>;

export const filterOperators = [
  'is',
  'is-not',
  'contains',
  'not-contains',
  'starts-with',
  'less',
  'at-most',
  'greater',
  'at-least',
  'missing',
  'present',
] as const;

/**
 * One condition; all of a spec's conditions must hold. `is` with several values means any of them, `is-not` none of
 * them. `missing` is a null (for a map column: no cell to look at); an empty text is the value ''.
 */
export const filter = z.strictObject({
  field: fieldText,
  op: z.enum(filterOperators),
  values: z.array(z.string().max(20_000)).max(1000).default([]),
});
export type Filter = z.infer<typeof filter>;

export const pivotSpec = z.strictObject({
  rows: z.array(dimension).max(20).default([]),
  columns: z.array(dimension).max(20).default([]),
  values: z.array(measureText).min(1).max(20).default(['count', 'requests']),
  filters: z.array(filter).max(100).default([]),
});
export type PivotSpec = z.infer<typeof pivotSpec>;

/**
 * What a run computes that was given no spec: which rule groups fired, and what was done about it. `mapColumns` are
 * those of the run's rule map, null without one.
 */
export function defaultSpec(mapColumns: readonly string[] | null): PivotSpec {
  const group = mapColumns?.find((name) => name.toLowerCase() === 'group') ?? mapColumns?.[0];
  const rows = mapColumns === null ? 'RuleID' : group === undefined ? 'match' : `map.${group}`;
  return { rows: [{ field: rows }], columns: [{ field: 'Action' }], values: ['count', 'requests'], filters: [] };
}

/** A cell of an artefact, by the members of its row and of its column; an empty list is the total of that axis. */
export const cellPath = z.strictObject({ rows: z.array(member).max(20), columns: z.array(member).max(20) });
export type CellPath = z.infer<typeof cellPath>;

/** By time; `newest` is exactly the other way round. */
export const eventOrder = z.enum(['oldest', 'newest']);
export type EventOrder = z.infer<typeof eventOrder>;
