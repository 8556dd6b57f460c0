import type { FieldMap } from '#core/field-map/presets.ts';
import type { Shape } from '#core/field-map/shape.ts';

/**
 * What a source gave for one unit, written to a file of JSON lines. `lines`: documents written; `expected`: how many the
 * source says it holds; `suspect`: something in the bytes calls for the careful way of reading.
 */
export type Pulled = {
  lines: number;
  expected: number;
  suspect: boolean;
  map: FieldMap;
  shape: Shape;
  origin: Record<string, string>;
  firstLine: () => Promise<number>;
};

/** Called as a unit is pulled: documents read so far. Throws to abandon it. */
export type OnRead = (read: number) => Promise<void>;
