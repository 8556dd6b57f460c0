import type { Axis } from './artefact.ts';
import type { Share } from './view.ts';

/** The cell that a share is a part of, as [row, column] positions; null for the value itself. */
export function wholeOf(
  share: Share,
  rows: Axis,
  columns: Axis,
  row: number,
  column: number,
): [row: number, column: number] | null {
  switch (share) {
    case 'none':
      return null;
    case 'grand':
      return [0, 0];
    case 'row':
      return [row, 0];
    case 'column':
      return [0, column];
    case 'rowParent':
      return [Math.max(0, rows[row]?.parent ?? 0), column];
    case 'columnParent':
      return [row, Math.max(0, columns[column]?.parent ?? 0)];
  }
}

export const shareWords: Record<Share, string> = {
  none: 'the value itself',
  grand: '% of grand total',
  row: '% of row total',
  column: '% of column total',
  rowParent: '% of parent row',
  columnParent: '% of parent column',
};
