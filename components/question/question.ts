import type { Filter } from '#core/pivot/spec.ts';
import type { AskedRange } from '#core/range.ts';

/** What pivots and lists of events have in common: which events, read how. */
export type Question = { source: string; range: AskedRange; zone: string; map: string | null; filters: Filter[] };
