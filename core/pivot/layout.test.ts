import { expect, test } from 'vitest';
import type { Axis } from './artefact.ts';
import {
  headerSpans,
  isOpen,
  nodesInSight,
  positionOf,
  subtreeEnds,
  turnedPositions,
  valueColumns,
  withDates,
} from './layout.ts';

const node = (depth: number, parent: number, value: string): Axis[number] => ({
  depth,
  parent,
  member: { kind: 'value', value },
  label: value,
});
const axis: Axis = [
  node(0, -1, 'Total'),
  node(1, 0, 'a'),
  node(2, 1, 'a1'),
  node(2, 1, 'a2'),
  node(1, 0, 'b'),
  node(2, 4, 'b1'),
];
const value = (text: string) => ({ kind: 'value' as const, value: text });

test('a subtree ends where the next node of its depth or less begins', () => {
  expect([...subtreeEnds(axis)]).toEqual([6, 4, 3, 4, 6, 6]);
});

test('a path finds its node, and another finds none', () => {
  const ends = subtreeEnds(axis);
  expect(positionOf(axis, ends, [value('b'), value('b1')])).toBe(5);
  expect(positionOf(axis, ends, [value('b'), value('a1')])).toBe(-1);
  expect(positionOf(axis, ends, [])).toBe(0);
});

test('closed groups hide what is below them, and turned ones do otherwise than their depth says', () => {
  const ends = subtreeEnds(axis);
  const sight = (depth: number, ...turned: string[][]) => {
    const unfolded = { depth, turned: turned.map((path) => path.map(value)) };
    return [...nodesInSight(axis, ends, unfolded, turnedPositions(axis, ends, unfolded))];
  };
  expect(sight(1)).toEqual([1, 4]);
  expect(sight(2)).toEqual([1, 2, 3, 4, 5]);
  expect(sight(1, ['b'])).toEqual([1, 4, 5]);
  expect(sight(2, ['a'], ['no such'])).toEqual([1, 4, 5]);
  expect(isOpen(1, 1, { depth: 2, turned: [] }, new Set())).toBe(true);
});

test('columns end with the total of their group, and the table with the grand total', () => {
  const keys = (open: boolean, plain: boolean) =>
    valueColumns(
      axis,
      2,
      ['count'],
      () => open,
      () => plain,
    ).map(({ key, trail }) => [key, trail.map(({ label }) => label).join('|')]);
  expect(keys(true, false)).toEqual([
    ['/value:a/value:a1=count', 'a|a1'],
    ['/value:a/value:a2=count', 'a|a2'],
    ['/value:a=count', 'a|Total'],
    ['/value:b/value:b1=count', 'b|b1'],
    ['/value:b=count', 'b|Total'],
    ['=count', 'Total|'],
  ]);
  expect(keys(true, true).map(([, labels]) => labels)).toEqual(['a|a1', 'a|a2', 'b|b1', 'Total|']);
  expect(keys(false, false).map(([, labels]) => labels)).toEqual(['a|', 'b|', 'Total|']);
});

test('header cells span the columns below them', () => {
  const columns = valueColumns(
    axis,
    2,
    ['count', 'requests'],
    () => true,
    () => true,
  );
  expect(headerSpans(columns, 0).map(({ label, first, count }) => [label, first, count])).toEqual([
    ['a', 0, 4],
    ['b', 4, 2],
    ['Total', 6, 2],
  ]);
  expect(
    valueColumns(
      [node(0, -1, 'Total')],
      0,
      ['count', 'requests'],
      () => true,
      () => false,
    ),
  ).toHaveLength(2);
});

test('hours stand below their date, and days alone', () => {
  const hours = [node(0, -1, 'Total'), node(1, 0, '30 23h'), node(1, 0, '31 00h'), node(1, 0, '31 01h')];
  const short = (label: string) => ({ date: label.slice(0, 2), clock: label.length > 2 ? label.slice(3) : null });
  const heads = (axis: Axis) => {
    const columns = withDates(
      valueColumns(
        axis,
        1,
        ['count'],
        () => true,
        () => false,
      ),
      0,
      short,
    );
    return [0, 1].map((level) => headerSpans(columns, level).map(({ label, count }) => `${label}×${count}`));
  };
  expect(heads(hours)).toEqual([
    ['30×1', '31×2', 'Total×1'],
    ['23h×1', '00h×1', '01h×1', '×1'],
  ]);
  expect(heads([node(0, -1, 'Total'), node(1, 0, '30'), node(1, 0, '31')])[1]).toEqual([]);
});
