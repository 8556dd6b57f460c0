import type { Axis } from '#core/pivot/artefact.ts';
import type { Dimension, Member, PivotSpec } from '#core/pivot/spec.ts';
import { pathOf } from '#core/pivot/tidy.ts';

type Direction = 'ascending' | 'descending';
type Column = { position: number; measure: number };

const samePath = (a: readonly Member[], b: readonly Member[]) => JSON.stringify(a) === JSON.stringify(b);

/** Which way the rows of a spec are sorted by a column, if they are. */
export function sortOf(spec: PivotSpec, columns: Axis, { position, measure }: Column): Direction | null {
  const path = pathOf(columns, position);
  const found = spec.rows.find(({ sort }) => sort?.by === spec.values[measure] && samePath(sort?.at ?? [], path));
  return found?.sort?.direction ?? null;
}

/** The spec with all its row levels sorted by a column, each level within its group. */
export function sortedBy(
  spec: PivotSpec,
  columns: Axis,
  { position, measure }: Column,
  direction: Direction,
): PivotSpec {
  const by = spec.values[measure] ?? 'count';
  const at = pathOf(columns, position);
  const sort = { by, direction, ...(at.length > 0 ? { at } : {}) };
  return { ...spec, rows: spec.rows.map((row) => ({ ...row, sort })) };
}

/** What a press on a column's sort sign asks for: largest first, then smallest first, then the levels' own order. */
export function nextSort(spec: PivotSpec, columns: Axis, column: Column): PivotSpec {
  const now = sortOf(spec, columns, column);
  if (now === 'ascending') return { ...spec, rows: spec.rows.map(({ sort: _sort, ...row }): Dimension => row) };
  return sortedBy(spec, columns, column, now === 'descending' ? 'ascending' : 'descending');
}
