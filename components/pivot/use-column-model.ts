'use client';

import {
  type ColumnDef,
  columnPinningFeature,
  columnResizingFeature,
  columnSizingFeature,
  tableFeatures,
  useTable,
} from '@tanstack/react-table';
import { useMemo } from 'react';
import type { ValueColumn } from '#core/pivot/layout.ts';

const features = tableFeatures({ columnSizingFeature, columnResizingFeature, columnPinningFeature });
/** Rows are the artefact's skeleton, of which only those in sight are made: the table's model is that of columns. */
const noRows: never[] = [];

/** The column of the rows' own headers. */
export const headWidthKey = 'head';

const plainWidth = 96;
/** About what a character takes, and the room around a text, in px. */
const [characterWidth, room] = [7.6, 22];

/**
 * What is to be shown: the longest text of a row's header, and for a column its longest, in characters. With `fill` (px)
 * the row headers take what the columns leave of it.
 */
export type Lengths = { head: number; column: (column: ValueColumn) => number; fill: number | null };

/** Widths and pinning of columns, by key, so that they outlive a recomputation. All widths are in px. */
export function useColumnModel(values: readonly ValueColumn[], lengths: Lengths) {
  const definitions = useMemo((): ColumnDef<typeof features, never>[] => {
    const sizes = values.map((column) => between(56, 220, lengths.column(column)));
    const left = lengths.fill === null ? 0 : lengths.fill - sizes.reduce((sum, size) => sum + size, 0);
    const head = lengths.fill === null ? between(110, 340, lengths.head) : Math.max(140, left);
    return [
      { id: headWidthKey, size: head, minSize: 90, maxSize: 900 },
      ...values.map(({ key: id }, index) => ({ id, size: sizes[index] ?? plainWidth, minSize: 48, maxSize: 600 })),
    ];
  }, [values, lengths]);
  const table = useTable({ features, columns: definitions, data: noRows, columnResizeMode: 'onChange' });
  const { columnSizing, columnPinning } = table.state;
  return useMemo(() => {
    // Read again when a width or a pin changes.
    const sizing = columnSizing;
    const fixed = new Set(columnPinning.start);
    const pinned = values.filter(({ key }) => fixed.has(key));
    const others = values.filter(({ key }) => !fixed.has(key));
    // The grand total stays in sight at the right, unless it is all that there is.
    const isEnd = ({ position }: ValueColumn) => position === 0 && others.some((one) => one.position > 0);
    const loose = others.filter((one) => !isEnd(one));
    const ending = others.filter(isEnd);
    const widths = new Map(table.getAllLeafColumns().map((column) => [column.id, column.getSize()]));
    const widthOf = (key: string) => widths.get(key) ?? plainWidth;
    const headers = new Map(table.getFlatHeaders().map((header) => [header.column.id, header]));
    return {
      sizing,
      pinned,
      loose,
      ending,
      endWidth: ending.reduce((sum, { key }) => sum + widthOf(key), 0),
      widthOf,
      headWidth: widthOf(headWidthKey),
      pinnedWidth: pinned.reduce((sum, { key }) => sum + widthOf(key), 0),
      /** Begins to change a column's width by mouse or touch. */
      resizeHandler: (key: string) => headers.get(key)?.getResizeHandler() ?? (() => undefined),
      setWidth: (key: string, width: number) =>
        table.setColumnSizing((old) => ({ ...old, [key]: Math.min(600, Math.max(48, width)) })),
      isPinned: (key: string) => fixed.has(key),
      pin: (key: string, on: boolean) => table.getColumn(key)?.pin(on ? 'start' : false),
    };
  }, [values, table, columnSizing, columnPinning]);
}

function between(least: number, most: number, characters: number): number {
  return Math.round(Math.min(most, Math.max(least, characters * characterWidth + room)));
}

export type ColumnModel = ReturnType<typeof useColumnModel>;
