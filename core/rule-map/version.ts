import type { MapRef } from '../pivot/artefact.ts';

/** A published version of a rule map; `rows` is its number of rows, `published` epoch ms. */
export type MapVersion = MapRef & { key: string; rows: number; delimiter: string; published: number };
