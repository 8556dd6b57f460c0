import type { EventsPage } from '../jobs.ts';
import type { ArtefactMeta, PivotRequest } from './artefact.ts';
import type { CellPath } from './spec.ts';

export type Page = { limit: number; offset: number };

/**
 * Who computes pivots. Every implementation answers the same request with the same artefact.
 * All methods throw WeirErrors: `invalid` for a request whose names do not exist, `not_found` for an unknown artefact,
 * `out_of_resources`; an aborted signal rejects with its reason.
 */
export type PivotEngine = {
  /** Computes a pivot, or finds the artefact that answers the same request over the same events. */
  compute(request: PivotRequest, signal: AbortSignal): Promise<ArtefactMeta>;
  /** The events that a cell of an artefact counted, oldest first; `total` is the cell's count. */
  cellEvents(artefact: string, cell: CellPath, page: Page, signal: AbortSignal): Promise<EventsPage>;
  /** The events of a request's range that satisfy its spec's filters, oldest first. */
  listEvents(request: PivotRequest, page: Page, signal: AbortSignal): Promise<EventsPage>;
};
