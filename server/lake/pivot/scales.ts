import type { Axis, RowScales, Scales } from '#core/pivot/artefact.ts';
import type { CellTable } from './tiles.ts';

type Placed = { axis: Axis; position: Int32Array };

const zeros = (length: number) => new Array<number>(length).fill(0);

/** The largest values of the measures (numbers of the table's own) by depth, over the table, its columns and its rows. */
export function scalesOf(
  table: CellTable,
  rows: Placed,
  columns: Placed,
  measures: readonly number[],
): { scales: Scales; rowScales: RowScales } {
  const deepest = (axis: Axis) => axis.reduce((most, { depth }) => Math.max(most, depth), 0) + 1;
  const [rowDepths, columnDepths] = [deepest(rows.axis), deepest(columns.axis)];
  const perDepth = (depths: number, length: number) =>
    measures.map(() => Array.from({ length: depths }, () => zeros(length)));
  const scales: Scales = {
    table: perDepth(rowDepths, columnDepths),
    columns: perDepth(rowDepths, columns.axis.length),
  };
  const rowScales: RowScales = perDepth(columnDepths, rows.axis.length);
  const raise = (list: number[] | undefined, at: number, value: number) => {
    if (list && value > (list[at] ?? 0)) list[at] = value;
  };
  for (const [rowNode, columnNode, cell] of table.cells()) {
    const row = rows.position[rowNode] ?? 0;
    const column = columns.position[columnNode] ?? 0;
    const rowDepth = rows.axis[row]?.depth ?? 0;
    const columnDepth = columns.axis[column]?.depth ?? 0;
    measures.forEach((measure, index) => {
      const value = table.at(cell, measure);
      if (typeof value !== 'number') return;
      raise(scales.table[index]?.[rowDepth], columnDepth, value);
      raise(scales.columns[index]?.[rowDepth], column, value);
      raise(rowScales[index]?.[columnDepth], row, value);
    });
  }
  return { scales, rowScales };
}
