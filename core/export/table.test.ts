import { expect, test } from 'vitest';
import type { ArtefactMeta, Axis, Tile } from '../pivot/artefact.ts';
import { pivotSpec } from '../pivot/spec.ts';
import type { Cell, Rows } from './rows.ts';
import { checkTableWidth, tableColumns, tidyColumns, tidyTable, wholeTable } from './table.ts';

const node = (depth: number, parent: number, value: string | null) => ({
  depth,
  parent,
  member: { kind: 'value' as const, value },
  label: value ?? 'Total',
});
const rows: Axis = [
  node(0, -1, null),
  node(1, 0, 'g1'),
  node(2, 1, 'r1'),
  node(2, 1, 'r2'),
  node(1, 0, 'g2'),
  node(2, 4, 'r3'),
];
const columns: Axis = [node(0, -1, null), node(1, 0, 'block'), node(1, 0, 'log')];
const meta = {
  request: {
    spec: pivotSpec.parse({
      rows: [{ field: 'map.group' }, { field: 'RuleID' }],
      columns: [{ field: 'Action' }],
      values: ['count', 'avg:EdgeResponseStatus'],
    }),
  },
  measures: [
    { text: 'count', label: 'events', additive: true },
    { text: 'avg:EdgeResponseStatus', label: 'avg Edge status', additive: true },
  ],
  rowCount: rows.length,
  columnCount: columns.length,
  tileRows: 4,
  tileColumns: 2,
} as unknown as ArtefactMeta;

/** Cell (r, c) is `[10 r + c, 0.5]`; row 3 counted nothing in `log`. */
const tile = async (top: number, left: number): Promise<Tile> => ({
  cells: rows.slice(top * 4, top * 4 + 4).map((_row, r) =>
    columns.slice(left * 2, left * 2 + 2).map((_column, c) => {
      const [row, column] = [top * 4 + r, left * 2 + c];
      return row === 3 && column === 2 ? null : [row * 10 + column, 0.5];
    }),
  ),
});

async function all(source: Rows): Promise<Cell[][]> {
  const list: Cell[][] = [];
  for await (const some of source) list.push(...some);
  return list;
}

test('the whole table has every row and column, totals last', async () => {
  expect(tableColumns(meta, columns).map(({ name }) => name)).toEqual([
    'map.group',
    'RuleID',
    'block · events',
    'block · avg Edge status',
    'log · events',
    'log · avg Edge status',
    'Total · events',
    'Total · avg Edge status',
  ]);
  expect(await all(wholeTable(meta, rows, columns, tile))).toEqual([
    ['g1', null, 11, 0.5, 12, 0.5, 10, 0.5],
    ['g1', 'r1', 21, 0.5, 22, 0.5, 20, 0.5],
    ['g1', 'r2', 31, 0.5, null, null, 30, 0.5],
    ['g2', null, 41, 0.5, 42, 0.5, 40, 0.5],
    ['g2', 'r3', 51, 0.5, 52, 0.5, 50, 0.5],
    ['Total', null, 1, 0.5, 2, 0.5, 0, 0.5],
  ]);
});

test('the tidy table has a line for each innermost cell', async () => {
  expect(tidyColumns(meta).map(({ name, kind }) => `${name}: ${kind}`)).toEqual([
    'map.group: text',
    'RuleID: text',
    'Action: text',
    'count: integer',
    'avg:EdgeResponseStatus: number',
  ]);
  expect(await all(tidyTable(meta, rows, columns, tile))).toEqual([
    ['g1', 'r1', 'block', 21, 0.5],
    ['g1', 'r1', 'log', 22, 0.5],
    ['g1', 'r2', 'block', 31, 0.5],
    ['g2', 'r3', 'block', 51, 0.5],
    ['g2', 'r3', 'log', 52, 0.5],
  ]);
});

test('a table wider than a sheet is refused as XLSX only, and the sentence offers a way', () => {
  const wide = { ...meta, columnCount: 8192 };
  expect(() => checkTableWidth(wide, 'table', 'csv')).not.toThrow();
  expect(() => checkTableWidth(wide, 'tidy', 'xlsx')).not.toThrow();
  expect(() => checkTableWidth(wide, 'table', 'xlsx')).toThrow(
    'The table has 16,386 columns, and an Excel sheet holds 16,384: choose the tidy layout, or CSV, JSON or Parquet.',
  );
});
