import { WeirError } from '../errors.ts';
import type { ArtefactMeta, Axis, Tile } from '../pivot/artefact.ts';
import { memberText, pathOf, tidyHeader, tidyRows } from '../pivot/tidy.ts';
import type { ExportFormat, TableLayout } from './export.ts';
import { type Cell, type ExportColumn, uniqueNames } from './rows.ts';
import { sheetLimits } from './xlsx.ts';

export type TileOf = (row: number, column: number) => Promise<Tile>;

/** How many rows travel together. */
const portion = 256;

function measureKind(text: string): ExportColumn['kind'] {
  if (text.startsWith('avg:')) return 'number';
  return /^(?:min|max):Datetime$/.test(text) ? 'time' : 'integer';
}

/** How many columns a table has in a layout. */
export function tableWidth(meta: ArtefactMeta, layout: TableLayout): number {
  const { rows, columns } = meta.request.spec;
  return layout === 'tidy'
    ? rows.length + columns.length + meta.measures.length
    : Math.max(1, rows.length) + meta.columnCount * meta.measures.length;
}

/** @throws WeirError `invalid` when a format cannot hold a table of that width */
export function checkTableWidth(meta: ArtefactMeta, layout: TableLayout, format: ExportFormat): void {
  const width = tableWidth(meta, layout);
  if (format !== 'xlsx' || width <= sheetLimits.columns) return;
  throw new WeirError(
    'invalid',
    `The table has ${width.toLocaleString('en')} columns, and an Excel sheet holds ${sheetLimits.columns.toLocaleString('en')}: choose the tidy layout, or CSV, JSON or Parquet.`,
    { field: 'format' },
  );
}

/** The columns of the tidy layout. */
export function tidyColumns(meta: ArtefactMeta): ExportColumn[] {
  const names = uniqueNames(tidyHeader(meta));
  const members = names.length - meta.measures.length;
  return names.map((name, index) => ({
    name,
    kind: index < members ? 'text' : measureKind(meta.measures[index - members]?.text ?? ''),
  }));
}

/** One row for each innermost cell that counted anything. */
export async function* tidyTable(
  meta: ArtefactMeta,
  rows: Axis,
  columns: Axis,
  tile: TileOf,
): AsyncGenerator<Cell[][]> {
  let some: Cell[][] = [];
  for await (const { members, values } of tidyRows(meta, rows, columns, tile)) {
    some.push([...members, ...values]);
    if (some.length < portion) continue;
    yield some;
    some = [];
  }
  if (some.length > 0) yield some;
}

/** The order in which column nodes stand: a group's total after its members, the grand total last. */
function columnOrder(columns: Axis): number[] {
  const order: number[] = [];
  const open: number[] = [];
  for (const [position, { depth }] of columns.entries()) {
    while (open.length > depth) order.push(open.pop() as number);
    open.push(position);
  }
  while (open.length > 0) order.push(open.pop() as number);
  return order;
}

/** A column for each level of the rows, then one for each node of the column tree and measure. */
export function tableColumns(meta: ArtefactMeta, columns: Axis): ExportColumn[] {
  const levels = meta.request.spec.rows.map(({ field }) => field);
  const depth = meta.request.spec.columns.length;
  const values = columnOrder(columns).flatMap((position) => {
    const node = columns[position];
    const path = pathOf(columns, position).map(memberText);
    if (node && node.depth < depth) path.push('Total');
    return meta.measures.map(({ text, label }) => ({
      name: [...path, label].join(' · '),
      kind: measureKind(text),
    }));
  });
  const all: ExportColumn[] = [
    ...(levels.length === 0 ? ['Rows'] : levels).map((name): ExportColumn => ({ name, kind: 'text' })),
    ...values,
  ];
  const names = uniqueNames(all.map(({ name }) => name));
  return all.map(({ kind }, index) => ({ kind, name: names[index] ?? '' }));
}

/** Every row as shown: groups before their members, with the members' columns empty; the grand total last. */
export async function* wholeTable(
  meta: ArtefactMeta,
  rows: Axis,
  columns: Axis,
  tile: TileOf,
): AsyncGenerator<Cell[][]> {
  const levels = Math.max(1, meta.request.spec.rows.length);
  const order = columnOrder(columns);
  const blank: null[] = meta.measures.map(() => null);
  let total: Cell[] | undefined;
  for (let top = 0; top < rows.length; top += meta.tileRows) {
    const band: Tile[] = [];
    for (let left = 0; left < columns.length; left += meta.tileColumns)
      band.push(await tile(top / meta.tileRows, left / meta.tileColumns));
    let some: Cell[][] = [];
    for (let row = top; row < Math.min(rows.length, top + meta.tileRows); row++) {
      const labels: Cell[] = pathOf(rows, row).map(memberText);
      if (row === 0) labels.push('Total');
      while (labels.length < levels) labels.push(null);
      const values = order.flatMap(
        (column): Cell[] =>
          band[Math.floor(column / meta.tileColumns)]?.cells[row - top]?.[column % meta.tileColumns] ?? blank,
      );
      const line = [...labels, ...values];
      if (row === 0) total = line;
      else some.push(line);
      if (some.length < portion) continue;
      yield some;
      some = [];
    }
    if (some.length > 0) yield some;
  }
  if (total) yield [total];
}
