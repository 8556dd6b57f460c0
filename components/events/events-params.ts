import { z } from 'zod';
import { WeirError } from '#core/errors.ts';
import { type CellPath, cellPath, type EventOrder, eventOrder, type Filter, filter } from '#core/pivot/spec.ts';
import { isZone } from '#core/pivot/zones.ts';
import { type AskedRange, parseRangeText, rangeText } from '#core/range.ts';
import { columnsText, parseColumns } from './columns.ts';

/** What an events page over a range shows; `columns` null are those that this browser is used to. */
export type EventsView = {
  source: string;
  range: AskedRange;
  zone: string;
  map: string | null;
  filters: Filter[];
  order: EventOrder;
  columns: string[] | null;
};

/** A view as the parameters of a URL: what has its default value is left out. */
export function eventsParams(view: EventsView): URLSearchParams {
  const params = new URLSearchParams({ source: view.source, range: rangeText(view.range) });
  if (view.zone !== 'UTC') params.set('zone', view.zone);
  if (view.map !== null) params.set('map', view.map);
  if (view.filters.length > 0) params.set('filters', JSON.stringify(view.filters));
  if (view.order !== 'oldest') params.set('order', view.order);
  if (view.columns !== null) params.set('columns', columnsText(view.columns));
  return params;
}

/** The view that the parameters of a URL hold. @throws WeirError `invalid`, naming the parameter that cannot be read */
export function parseEventsParams(params: URLSearchParams): EventsView {
  const zone = params.get('zone') ?? 'UTC';
  if (!isZone(zone)) throw broken('zone');
  return {
    source: params.get('source') ?? '',
    range: parseRangeText(params.get('range') ?? '24h'),
    zone,
    map: params.get('map'),
    filters: readJson('filters', params.get('filters') ?? '[]', z.array(filter).max(100)),
    order: eventOrder.catch('oldest').parse(params.get('order')),
    columns: parseColumns(params.get('columns')),
  };
}

/** The cell that a URL names. @throws WeirError `invalid` */
export function parseCellParam(text: string | null): CellPath {
  return readJson('cell', text ?? '{"rows":[],"columns":[]}', cellPath);
}

function readJson<T>(name: string, text: string, schema: z.ZodType<T>): T {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw broken(name);
  }
  const result = schema.safeParse(value);
  if (!result.success) throw broken(name);
  return result.data;
}

function broken(name: string): WeirError {
  return new WeirError(
    'invalid',
    `The "${name}" of this link cannot be read: it is broken, or from another version of Weir.`,
    { field: name },
  );
}
