import type { EventsPage, StoredEvent } from '#core/jobs.ts';
import type { CellPath, EventOrder, Filter } from '#core/pivot/spec.ts';
import { ask } from '../api/ask.ts';

/** Which events: those of a range (RFC 3339, half-open) that satisfy filters, or those that a cell of a pivot counted. */
export type AskedEvents =
  | { kind: 'range'; source: string; from: string; to: string; map: string | null; filters: Filter[] }
  | { kind: 'cell'; artefact: string; cell: CellPath };

/** How many events a page of the list holds. */
export const pageSize = 200;
/** A list in the browser goes no further than this. */
export const mostListed = 100_000;

/** What surrounds the events of a question: null where it is not known. `map` is the version that explains them. */
export type EventsWorld = {
  source: string | null;
  from: string;
  to: string;
  map: { name: string; version: number; columns: string[] } | null;
};

/** A page of events. @throws WeirError */
export function askEvents(
  asked: AskedEvents,
  page: { limit: number; offset: number; order: EventOrder; count: boolean },
  signal: AbortSignal,
): Promise<EventsPage> {
  if (asked.kind === 'cell') {
    return ask(`/pivots/${asked.artefact}/events`, { body: { cell: asked.cell, ...page }, signal });
  }
  const { kind: _kind, ...question } = asked;
  return ask('/events', { body: { ...question, ...page }, signal });
}

/** The address of the page that lists these events. */
export function eventsHref(params: {
  source: string;
  range: string;
  zone?: string;
  map: string | null;
  filters: readonly Filter[];
}): string {
  const query = new URLSearchParams({ source: params.source, range: params.range });
  if (params.zone !== undefined && params.zone !== 'UTC') query.set('zone', params.zone);
  if (params.map !== null) query.set('map', params.map);
  if (params.filters.length > 0) query.set('filters', JSON.stringify(params.filters));
  return `/events?${query}`;
}

/** The address of the page that lists the events behind a cell. */
export function cellHref(artefact: string, cell: CellPath): string {
  return `/events?${new URLSearchParams({ artefact, cell: JSON.stringify(cell) })}`;
}

/** Two events of an answer are the same one: there is nothing else that tells them apart. */
export function sameEvent(a: StoredEvent, b: StoredEvent): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
