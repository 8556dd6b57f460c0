/** A column of an exported table; `time` cells are RFC 3339 texts, `json` cells JSON texts. */
export type ExportColumn = { name: string; kind: 'text' | 'integer' | 'number' | 'time' | 'json' };

/** Integers that a number cannot hold exactly come as bigint or as text. */
export type Cell = string | number | bigint | null;

/** Rows on their way into a file, in portions. */
export type Rows = AsyncIterable<Cell[][]>;

/** What a writer had to change in cells, counted. */
export type Tally = { cut: number; replaced: number; disarmed: number };

export const nothingChanged = (): Tally => ({ cut: 0, replaced: 0, disarmed: 0 });

const cells = (count: number) => (count === 1 ? '1 cell' : `${count.toLocaleString('en')} cells`);
const were = (count: number) => (count === 1 ? 'was' : 'were');

/** A sentence for each kind of change that occurred; `textLimit` is where texts were cut. */
export function notesOf({ cut, replaced, disarmed }: Tally, textLimit: number): string[] {
  const notes: string[] = [];
  if (cut > 0) {
    notes.push(
      `${cells(cut)} ${were(cut)} cut to ${textLimit.toLocaleString('en')} characters, the most that an Excel cell holds; CSV, JSON and Parquet keep them whole.`,
    );
  }
  if (replaced > 0) {
    notes.push(
      `Control characters were replaced by \uFFFD in ${cells(replaced)}, since XLSX cannot hold them; CSV, JSON and Parquet keep them.`,
    );
  }
  if (disarmed > 0) {
    notes.push(
      `An apostrophe was put into ${cells(disarmed)} before a sign that a spreadsheet would take for a formula; XLSX, JSON and Parquet hold them unchanged.`,
    );
  }
  return notes;
}

/** The names, with ` (2)`, ` (3)` … after those that stand there already; upper and lower case count as one. */
export function uniqueNames(names: readonly string[]): string[] {
  const taken = new Set<string>();
  return names.map((name) => {
    let unique = name;
    for (let number = 2; taken.has(unique.toLowerCase()); number++) unique = `${name} (${number})`;
    taken.add(unique.toLowerCase());
    return unique;
  });
}
