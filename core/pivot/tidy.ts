import type { ArtefactMeta, Axis, Tile } from './artefact.ts';
import type { Member } from './spec.ts';
import { memberLabels } from './text.ts';

/** The text of a member without the number of keys that an Other holds. */
export function memberText(member: Member): string {
  return member.kind === 'value' ? (member.value ?? '') : memberLabels[member.kind];
}

/** The members on the way from the total to a node, outermost first. */
export function pathOf(axis: Axis, position: number): Member[] {
  const path: Member[] = [];
  for (let node = axis[position]; node && node.depth > 0; node = axis[node.parent]) path.unshift(node.member);
  return path;
}

export type TidyRow = { members: string[]; values: (number | string | null)[] };

/** The header of a tidy table: row fields, column fields, measures, as the spec writes them. */
export function tidyHeader(meta: ArtefactMeta): string[] {
  const { spec } = meta.request;
  return [...spec.rows.map(({ field }) => field), ...spec.columns.map(({ field }) => field), ...spec.values];
}

/** One row for each innermost cell that counted anything, without totals, in the order of the axes. */
export async function* tidyRows(
  meta: ArtefactMeta,
  rows: Axis,
  columns: Axis,
  tile: (row: number, column: number) => Promise<Tile>,
): AsyncGenerator<TidyRow> {
  const rowDepth = meta.request.spec.rows.length;
  const columnDepth = meta.request.spec.columns.length;
  const columnPaths = columns.map((node, index) =>
    node.depth === columnDepth ? pathOf(columns, index).map(memberText) : null,
  );
  for (let top = 0; top < rows.length; top += meta.tileRows) {
    const band: Tile[] = [];
    for (let left = 0; left < columns.length; left += meta.tileColumns) {
      band.push(await tile(top / meta.tileRows, left / meta.tileColumns));
    }
    for (let row = top; row < Math.min(rows.length, top + meta.tileRows); row++) {
      if (rows[row]?.depth !== rowDepth) continue;
      const rowPath = pathOf(rows, row).map(memberText);
      for (let column = 0; column < columns.length; column++) {
        const columnPath = columnPaths[column];
        const values = band[Math.floor(column / meta.tileColumns)]?.cells[row - top]?.[column % meta.tileColumns];
        if (columnPath && values) yield { members: [...rowPath, ...columnPath], values };
      }
    }
  }
}
