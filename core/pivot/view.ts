import { z } from 'zod';
import { isWeirError, WeirError } from '../errors.ts';
import { askedRange, parseRangeText, rangeText } from '../range.ts';
import { type Dimension, dimension, filter, measureText, pivotSpec } from './spec.ts';
import { isZone } from './zones.ts';

/** What a value is shown as: itself, or its share of a total. `rowParent`: of the row's group, in the same column. */
export const shares = ['none', 'grand', 'row', 'column', 'rowParent', 'columnParent'] as const;
export type Share = (typeof shares)[number];

export const heats = ['none', 'table', 'row', 'column'] as const;
export const charts = ['none', 'bars', 'stacked', 'lines'] as const;

/**
 * How a pivot is shown; nothing of it changes a number. `shares`: by measure. `plain`: fields (as the spec writes them)
 * whose subtotals are hidden. `zeros`: show 0 instead of a dash.
 */
export const look = z.strictObject({
  heat: z.enum(heats).default('none'),
  bars: z.boolean().default(false),
  chart: z.enum(charts).default('none'),
  trend: z.boolean().default(true),
  zeros: z.boolean().default(false),
  shares: z.record(z.string().max(300), z.enum(shares)).default({}),
  plain: z.array(z.string().max(200)).max(40).default([]),
});
export type Look = z.infer<typeof look>;

/** Everything that a pivot page shows: a URL and a saved view hold just this. */
export const pivotView = z.strictObject({
  source: z.string().min(1).max(200),
  range: askedRange,
  zone: z.string().max(60).refine(isZone, 'This is not a time zone.').default('UTC'),
  map: z.string().min(1).max(300).nullable().default(null),
  spec: pivotSpec,
  look: look.default(look.parse({})),
});
export type PivotView = z.infer<typeof pivotView>;

const plainLook = look.parse({});

/** A view as the parameters of a URL: what has its default value is left out. */
export function viewParams(view: PivotView): URLSearchParams {
  const params = new URLSearchParams({ source: view.source, range: rangeText(view.range) });
  if (view.zone !== 'UTC') params.set('zone', view.zone);
  if (view.map !== null) params.set('map', view.map);
  const { spec } = view;
  if (spec.rows.length > 0) params.set('rows', JSON.stringify(spec.rows.map(shortDimension)));
  if (spec.columns.length > 0) params.set('columns', JSON.stringify(spec.columns.map(shortDimension)));
  params.set('values', JSON.stringify(spec.values));
  if (spec.filters.length > 0) params.set('filters', JSON.stringify(spec.filters));
  const changed = Object.entries(view.look).filter(
    ([name, value]) => JSON.stringify(value) !== JSON.stringify(plainLook[name as keyof Look]),
  );
  if (changed.length > 0) params.set('look', JSON.stringify(Object.fromEntries(changed)));
  return params;
}

const shortDimension = (one: Dimension) => (one.top || one.sort ? one : one.field);

const dimensions = z.array(z.union([z.string().transform((field) => dimension.parse({ field })), dimension])).max(20);

/**
 * The view that the parameters of a URL hold.
 * @throws WeirError `invalid`, naming the parameter that cannot be read
 */
export function parseViewParams(params: URLSearchParams): PivotView {
  const read = <T>(name: string, schema: z.ZodType<T>, fallback: unknown, parse: (text: string) => unknown): T => {
    const text = params.get(name);
    try {
      const result = schema.safeParse(text === null ? fallback : parse(text));
      if (result.success) return result.data;
      throw broken(name, result.error.issues[0]?.message);
    } catch (error) {
      throw isWeirError(error) ? error : broken(name);
    }
  };
  const source = params.get('source');
  if (!source) throw broken('source', 'It is missing.');
  const view = {
    source,
    range: parseRangeText(params.get('range') ?? '24h'),
    zone: params.get('zone') ?? 'UTC',
    map: params.get('map'),
    spec: {
      rows: read('rows', dimensions, [], JSON.parse),
      columns: read('columns', dimensions, [], JSON.parse),
      values: read('values', z.array(measureText).min(1).max(20), ['count'], JSON.parse),
      filters: read('filters', z.array(filter).max(100), [], JSON.parse),
    },
    look: read('look', look, {}, JSON.parse),
  };
  const result = pivotView.safeParse(view);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw broken(String(issue?.path.find((part) => part !== 'spec') ?? 'source'), issue?.message);
}

/** `why`: said in the sentence when it is a sentence itself; the words of a validator help nobody who follows a link. */
function broken(name: string, why?: string): WeirError {
  const said = why !== undefined && /^[^|]{1,100}\.$/.test(why) ? ` (${why.slice(0, -1)})` : '';
  return new WeirError(
    'invalid',
    `The "${name}" of this link cannot be read${said}: it is broken, or from another version of Weir.`,
    { field: name },
  );
}
