import type { ArtefactMeta, Tile } from '#core/pivot/artefact.ts';
import { ask } from '../api/ask.ts';

type Value = number | string | null;

/** A tile's values in one array, so that a large pivot stays small in memory; what is no number is kept apart. */
type Packed = { width: number; numbers: Float64Array; texts: Map<number, string> };

/** Tiles that are kept at once: some 260 kB each with two measures. */
const mostTiles = 240;

/** The values of one artefact, fetched tile by tile as they are looked at. */
export class TileStore {
  readonly #meta: ArtefactMeta;
  readonly #tiles = new Map<string, Packed | null>();
  readonly #needs = new Map<string, string[]>();
  readonly #asked = new Map<string, AbortController>();
  readonly #listeners = new Set<() => void>();
  #version = 0;
  #failure: unknown = null;

  constructor(meta: ArtefactMeta) {
    this.#meta = meta;
  }

  /** The value of a cell; undefined while its tile is on its way, null where nothing was counted. */
  value(row: number, column: number, measure: number): Value | undefined {
    const { tileRows, tileColumns, measures } = this.#meta;
    const tile = this.#tiles.get(`${Math.floor(row / tileRows)}/${Math.floor(column / tileColumns)}`);
    if (tile === undefined) return undefined;
    if (tile === null) return null;
    const at = ((row % tileRows) * tile.width + (column % tileColumns)) * measures.length + measure;
    const number = tile.numbers[at] ?? Number.NaN;
    return Number.isNaN(number) ? (tile.texts.get(at) ?? null) : number;
  }

  /**
   * Fetches the tiles that hold these cells and are not there. What `reader` needed before and nobody needs now is no
   * longer asked for.
   */
  need(reader: string, rows: Iterable<number>, columns: Iterable<number>): void {
    const { tileRows, tileColumns } = this.#meta;
    const tops = new Set([...rows].map((row) => Math.floor(row / tileRows)));
    const lefts = new Set([...columns].map((column) => Math.floor(column / tileColumns)));
    this.#needs.set(
      reader,
      [...tops].flatMap((top) => [...lefts].map((left) => `${top}/${left}`)),
    );
    const wanted = new Set([...this.#needs.values()].flat());
    for (const [name, abort] of this.#asked) if (!wanted.has(name)) abort.abort();
    for (const name of wanted) if (!this.#tiles.has(name) && !this.#asked.has(name)) void this.#fetch(name);
  }

  async load(name: string, signal: AbortSignal): Promise<void> {
    if (!this.#tiles.has(name))
      this.#keep(name, await ask<Tile>(`/pivots/${this.#meta.key}/tiles/${name}`, { signal }));
  }

  async #fetch(name: string): Promise<void> {
    const abort = new AbortController();
    this.#asked.set(name, abort);
    try {
      await this.load(name, abort.signal);
      this.#failure = null;
    } catch (error) {
      if (!abort.signal.aborted) this.#failure = error;
    } finally {
      this.#asked.delete(name);
      this.#tell();
    }
  }

  #keep(name: string, tile: Tile): void {
    this.#tiles.set(name, this.#pack(name, tile));
    for (const oldest of this.#tiles.keys()) {
      if (this.#tiles.size <= mostTiles) break;
      // The totals are at the top and at the left: they serve every view.
      if (oldest !== '0/0') this.#tiles.delete(oldest);
    }
  }

  #pack(name: string, { cells }: Tile): Packed | null {
    if (cells.length === 0) return null;
    const { tileColumns, columnCount, measures } = this.#meta;
    const width = Math.min(tileColumns, columnCount - Number(name.split('/')[1]) * tileColumns);
    const numbers = new Float64Array(cells.length * width * measures.length).fill(Number.NaN);
    const texts = new Map<number, string>();
    cells.forEach((line, row) => {
      line?.forEach((values, column) => {
        values?.forEach((value, measure) => {
          const at = (row * width + column) * measures.length + measure;
          if (typeof value === 'number') numbers[at] = value;
          else if (value !== null) texts.set(at, value);
        });
      });
    });
    return { width, numbers, texts };
  }

  get failure(): unknown {
    return this.#failure;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Changes whenever values have come. */
  readonly version = (): number => this.#version;

  #tell(): void {
    this.#version += 1;
    for (const listener of this.#listeners) listener();
  }
}
