import { WeirError } from '#core/errors.ts';
import type { Tile } from '#core/pivot/artefact.ts';

export const tileRows = 256;
export const tileColumns = 64;

type Value = number | string | null;

/** The cells of a pivot that counted anything, by node numbers of row and column; numbers in typed arrays. */
export class CellTable {
  readonly #places = new Map<number, number>();
  readonly #columnNodes: number;
  readonly #most: number;
  readonly #numbers: Float64Array[];
  readonly #texts: Map<number, string>[];

  constructor(columnNodes: number, measures: number, most: number) {
    this.#columnNodes = columnNodes;
    this.#most = most;
    this.#numbers = Array.from({ length: measures }, () => new Float64Array(1024).fill(Number.NaN));
    this.#texts = Array.from({ length: measures }, () => new Map());
  }

  get size(): number {
    return this.#places.size;
  }

  /** The number of a cell, made when it is new. @throws WeirError `out_of_resources` when there are too many */
  cell(row: number, column: number): number {
    const place = row * this.#columnNodes + column;
    const known = this.#places.get(place);
    if (known !== undefined) return known;
    const cell = this.#places.size;
    if (cell >= this.#most) {
      throw new WeirError(
        'out_of_resources',
        `The pivot has more than ${this.#most.toLocaleString('en')} cells: keep the top members of a level, or filter.`,
        { field: 'rows' },
      );
    }
    this.#places.set(place, cell);
    if (cell >= (this.#numbers[0]?.length ?? 0)) {
      this.#numbers.forEach((numbers, index) => {
        const larger = new Float64Array(numbers.length * 2).fill(Number.NaN);
        larger.set(numbers);
        this.#numbers[index] = larger;
      });
    }
    return cell;
  }

  /** Integers beyond 2^53 stay exact as text. */
  set(cell: number, measure: number, value: unknown): void {
    if (value === null || value === undefined) return;
    const numbers = this.#numbers[measure] as Float64Array;
    const exact = typeof value === 'bigint' && (value > Number.MAX_SAFE_INTEGER || value < Number.MIN_SAFE_INTEGER);
    if (typeof value === 'string' || exact) this.#texts[measure]?.set(cell, String(value));
    else numbers[cell] = Number(value);
  }

  fill(measure: number, value: number): void {
    const numbers = this.#numbers[measure] as Float64Array;
    for (let cell = 0; cell < this.size; cell++) if (Number.isNaN(numbers[cell])) numbers[cell] = value;
  }

  value(row: number, column: number, measure: number): Value {
    const cell = this.#places.get(row * this.#columnNodes + column);
    return cell === undefined ? null : this.at(cell, measure);
  }

  at(cell: number, measure: number): Value {
    const text = this.#texts[measure]?.get(cell);
    if (text !== undefined) return text;
    const number = this.#numbers[measure]?.[cell] ?? Number.NaN;
    return Number.isNaN(number) ? null : number;
  }

  /** Row node, column node and number of every cell. */
  *cells(): Generator<[number, number, number]> {
    for (const [place, cell] of this.#places) {
      yield [Math.floor(place / this.#columnNodes), place % this.#columnNodes, cell];
    }
  }
}

/** Most tiles that an artefact may have on disk; beyond it the answer is refused, not cut. */
const mostTiles = 10_000;

/**
 * The tiles of an artefact that have cells, one at a time; `rowAt` and `columnAt` give a node's position on its axis. A
 * tile without cells has no file, and a row without cells is null: a sparse pivot takes room for what it counted.
 * @throws WeirError `out_of_resources` when there are too many
 */
export function* tilesOf(
  table: CellTable,
  rowAt: Int32Array,
  columnAt: Int32Array,
  rowCount: number,
  columnCount: number,
  measures: readonly number[],
): Generator<[`tile-${number}-${number}`, Tile]> {
  const across = Math.ceil(columnCount / tileColumns);
  const buckets = new Map<number, [number, number, number][]>();
  for (const [row, column, cell] of table.cells()) {
    const [r, c] = [rowAt[row] ?? 0, columnAt[column] ?? 0];
    const tile = Math.floor(r / tileRows) * across + Math.floor(c / tileColumns);
    const entry: [number, number, number] = [r % tileRows, c % tileColumns, cell];
    const bucket = buckets.get(tile);
    if (bucket) bucket.push(entry);
    else buckets.set(tile, [entry]);
  }
  if (buckets.size > mostTiles) {
    throw new WeirError(
      'out_of_resources',
      'The pivot is too large and too sparse: keep the top members of a level, or filter.',
      {
        field: 'rows',
      },
    );
  }
  for (const [tile, entries] of buckets) {
    const [top, left] = [Math.floor(tile / across), tile % across];
    const width = Math.min(tileColumns, columnCount - left * tileColumns);
    const cells: Tile['cells'] = new Array(Math.min(tileRows, rowCount - top * tileRows)).fill(null);
    for (const [row, column, cell] of entries) {
      const line = cells[row] ?? new Array(width).fill(null);
      line[column] = measures.map((measure) => table.at(cell, measure));
      cells[row] = line;
    }
    yield [`tile-${top}-${left}`, { cells }];
  }
}
