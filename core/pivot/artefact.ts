import { z } from 'zod';
import { type Member, pivotSpec } from './spec.ts';

/** Raise it when the same question would be answered by other bytes. */
export const engineVersion = 3;

/** A published version of a rule map as a pivot needs it. `file` is relative to the data folder; `columns` are labels: column i is stored as `c<i>`. */
export const mapRef = z.strictObject({
  mapId: z.string(),
  name: z.string(),
  version: z.int(),
  file: z.string(),
  columns: z.array(z.string()),
});
export type MapRef = z.infer<typeof mapRef>;

/**
 * Everything that a computation depends on. `from`/`to`: epoch ms, UTC, half-open. `files`: names of Parquet files in
 * the dataset's folder, chosen by whoever asks first and never re-read from the folder for this artefact.
 */
export const pivotRequest = z.strictObject({
  dataset: z.string(),
  from: z.number().int(),
  to: z.number().int(),
  map: mapRef.nullable(),
  spec: pivotSpec,
});
export type PivotRequest = z.infer<typeof pivotRequest>;

/** One node of the row or column tree, in pre-order (a parent stands before its children); `depth` 0 is the grand total. */
export type AxisNode = { depth: number; parent: number; member: Member; label: string; members?: number };

/**
 * `meta.json` of an artefact. `events`: events that the pivot counted; `inRange`: events of the range before the
 * spec's filters. `matchStates`: counted events by match state when a map was used. Node 0 of each axis is the total.
 */
export type ArtefactMeta = {
  key: string;
  engineVersion: number;
  request: PivotRequest;
  files: string[];
  events: number;
  inRange: number;
  matchStates: { matched: number; unmatched: number; 'no id': number } | null;
  measures: { text: string; label: string; additive: boolean }[];
  rowCount: number;
  columnCount: number;
  tileRows: number;
  tileColumns: number;
  computedAt: number;
  milliseconds: number;
};

/** `rows.json` and `columns.json`. */
export type Axis = AxisNode[];

/** `tile-<r>-<c>.json`: `cells[row][column][measure]`, offsets from r × tileRows and c × tileColumns; null where nothing was counted, also for a whole row; a tile that counted nothing has no file. */
export type Tile = { cells: (((number | string | null)[] | null)[] | null)[] };

/**
 * `scales.json`: the largest value of each measure, for heat and bars, among cells of one depth on both axes: over the
 * table (`table[measure][rowDepth][columnDepth]`) and over a column (`columns[measure][rowDepth][column]`). Values below
 * 0, times and what is beyond 2^53 take no part.
 */
export type Scales = { table: number[][][]; columns: number[][][] };

/** `row-scales.json`: the same over a row, `[measure][columnDepth][row]`. */
export type RowScales = number[][][];
