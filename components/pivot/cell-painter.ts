import type { ArtefactMeta, RowScales } from '#core/pivot/artefact.ts';
import { wholeOf } from '#core/pivot/share.ts';
import type { Look, Share } from '#core/pivot/view.ts';
import type { Format } from '../ui/format.ts';
import { cellText, shareText } from './cell-format.ts';
import type { Pivot } from './use-pivot.ts';

/** How a cell looks. `heat` and `bar`: 0 to 1, null for none; `text` is undefined while its tile is on its way. */
export type Painted = { text: string | undefined; empty: boolean; heat: number | null; bar: number | null };

const waiting: Painted = { text: undefined, empty: true, heat: null, bar: null };

/** Decides what stands in a pivot's cells under a look. */
export class CellPainter {
  readonly #pivot: Pivot;
  readonly #look: Look;
  readonly #format: Format;
  readonly #measures: ArtefactMeta['measures'];
  readonly #rowScales: RowScales | null;
  readonly #shares: Share[];

  constructor(pivot: Pivot, look: Look, format: Format, rowScales: RowScales | null) {
    this.#pivot = pivot;
    this.#look = look;
    this.#format = format;
    this.#measures = pivot.meta.measures;
    this.#rowScales = rowScales;
    this.#shares = this.#measures.map(({ text }) => look.shares[text] ?? 'none');
  }

  /** Of the cells to paint, and of those that their shares are parts of: the rows and columns to fetch. */
  needed(rows: readonly number[], columns: readonly number[]): { rows: Set<number>; columns: Set<number> } {
    const { rows: rowAxis, columns: columnAxis } = this.#pivot;
    const all = { rows: new Set(rows), columns: new Set(columns) };
    for (const share of this.#shares) {
      if (share === 'none') continue;
      for (const row of rows) all.rows.add(wholeOf(share, rowAxis, columnAxis, row, 0)?.[0] ?? 0);
      for (const column of columns) all.columns.add(wholeOf(share, rowAxis, columnAxis, 0, column)?.[1] ?? 0);
    }
    return all;
  }

  paint(row: number, column: number, measure: number): Painted {
    const { tiles, rows, columns } = this.#pivot;
    const value = tiles.value(row, column, measure);
    const about = this.#measures[measure];
    if (value === undefined || !about) return waiting;
    const share = this.#shares[measure] ?? 'none';
    const whole = wholeOf(share, rows, columns, row, column);
    const wholeValue = whole && tiles.value(whole[0], whole[1], measure);
    if (wholeValue === undefined) return waiting;
    const text = whole
      ? shareText(value, wholeValue, this.#format)
      : cellText(value, about, this.#format, this.#look.zeros);
    const scaled = typeof value === 'number' && value > 0 && row > 0;
    const heat =
      scaled && (column > 0 || columns.length === 1) ? this.#part(this.#look.heat, row, column, measure, value) : null;
    const bar = scaled && this.#look.bars ? this.#part('table', row, column, measure, value) : null;
    // Over the whole table small values must not drown beside one large one; within a row or a column peaks must stand out.
    const power = this.#look.heat === 'table' ? 0.75 : 1.5;
    return { text, empty: text === '–', heat: heat === null ? null : heat ** power, bar };
  }

  /** The whole value behind a cell's text, for its title. */
  title(row: number, column: number, measure: number): string {
    const value = this.#pivot.tiles.value(row, column, measure);
    const about = this.#measures[measure];
    if (value === undefined || value === null || !about) return '';
    return `${cellText(value, about, this.#format, true)} ${about.label}`;
  }

  #part(heat: Look['heat'], row: number, column: number, measure: number, value: number): number | null {
    const { rows, columns, scales } = this.#pivot;
    const rowDepth = rows[row]?.depth ?? 0;
    const columnDepth = columns[column]?.depth ?? 0;
    const most =
      heat === 'table'
        ? scales.table[measure]?.[rowDepth]?.[columnDepth]
        : heat === 'column'
          ? scales.columns[measure]?.[rowDepth]?.[column]
          : heat === 'row'
            ? this.#rowScales?.[measure]?.[columnDepth]?.[row]
            : undefined;
    return most ? Math.min(1, value / most) : null;
  }
}
