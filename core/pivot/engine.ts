import type { EventsPage } from '../jobs.ts';
import type { ArtefactMeta, PivotRequest } from './artefact.ts';
import type { CellPath, EventOrder } from './spec.ts';

/** A page of a list of events. Without `count` the answer does not say how many there are in all, and is sooner there. */
export type EventPage = { limit: number; offset: number; order: EventOrder; count: boolean };

/**
 * Who computes pivots. Every implementation answers the same request with the same artefact.
 * All methods throw WeirErrors: `invalid` for a request whose names do not exist, `not_found` for an unknown artefact,
 * `out_of_resources`; an aborted signal rejects with its reason.
 */
export type PivotEngine = {
  /** Computes a pivot, or finds the artefact that answers the same request over the same events. */
  compute(request: PivotRequest, signal: AbortSignal): Promise<ArtefactMeta>;
  /** The events that a cell of an artefact counted; `total` is the cell's count. */
  cellEvents(artefact: string, cell: CellPath, page: EventPage, signal: AbortSignal): Promise<EventsPage>;
  /** The events of a request's range that satisfy its spec's filters. */
  listEvents(request: PivotRequest, page: EventPage, signal: AbortSignal): Promise<EventsPage>;
};
