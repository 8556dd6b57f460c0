import type { ArtefactMeta, Axis } from '#core/pivot/artefact.ts';
import type { Step } from '#core/pivot/narrow.ts';
import { parseField } from '#core/pivot/question.ts';
import type { CellPath, Dimension, Member } from '#core/pivot/spec.ts';

/**
 * The steps to a cell of a pivot: those of its row, then those of its column. `axes` are looked at for Other alone, whose
 * siblings say what it is not; without them its siblings are left empty.
 */
export function cellSteps(
  meta: ArtefactMeta,
  cell: CellPath,
  axes: { rows: Axis; columns: Axis } | null,
): { rows: Step[]; columns: Step[] } {
  const { spec, map } = meta.request;
  const steps = (path: readonly Member[], dimensions: readonly Dimension[], axis: Axis | undefined) => {
    let parent = 0;
    return path.flatMap((member, depth): Step[] => {
      const dimension = dimensions[depth];
      if (!dimension) return [];
      const siblings: Member[] = [];
      let found = -1;
      axis?.forEach((node, position) => {
        if (node.depth !== depth + 1 || node.parent !== parent) return;
        siblings.push(node.member);
        if (node.member.kind === member.kind && node.member.value === member.value) found = position;
      });
      parent = found;
      return [{ field: parseField(dimension.field, map, 'field'), member, siblings }];
    });
  };
  return { rows: steps(cell.rows, spec.rows, axes?.rows), columns: steps(cell.columns, spec.columns, axes?.columns) };
}

export function hasOther(cell: CellPath): boolean {
  return [...cell.rows, ...cell.columns].some(({ kind }) => kind === 'other');
}
