import type { ArtefactMeta, Axis } from '#core/pivot/artefact.ts';
import { positionOf, subtreeEnds } from '#core/pivot/layout.ts';
import { type Step, stepsTo } from '#core/pivot/narrow.ts';
import { parseField } from '#core/pivot/question.ts';
import type { CellPath, Dimension, Member } from '#core/pivot/spec.ts';

/** The steps to a cell of a pivot: those of its row, then those of its column. Without `axes` an Other has no siblings. */
export function cellSteps(
  meta: ArtefactMeta,
  cell: CellPath,
  axes: { rows: Axis; columns: Axis } | null,
): { rows: Step[]; columns: Step[] } {
  const { spec, map } = meta.request;
  const steps = (path: readonly Member[], dimensions: readonly Dimension[], axis: Axis | undefined): Step[] => {
    if (axis) return stepsTo(axis, positionOf(axis, subtreeEnds(axis), path), dimensions, map);
    return path.flatMap((member, depth) => {
      const field = dimensions[depth]?.field;
      return field === undefined ? [] : [{ field: parseField(field, map, 'field'), member, siblings: [] }];
    });
  };
  return { rows: steps(cell.rows, spec.rows, axes?.rows), columns: steps(cell.columns, spec.columns, axes?.columns) };
}

export function hasOther(cell: CellPath): boolean {
  return [...cell.rows, ...cell.columns].some(({ kind }) => kind === 'other');
}
