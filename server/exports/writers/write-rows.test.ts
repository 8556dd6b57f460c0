import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readXlsx } from 'hucre/xlsx';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Cell, ExportColumn } from '#core/export/rows.ts';
import { sheetLimits } from '#core/export/xlsx.ts';
import { writeRows } from './write-rows.ts';

let folder: string;
const signal = new AbortController().signal;
const columns: ExportColumn[] = [
  { name: 'n', kind: 'integer' },
  { name: 'text', kind: 'text' },
];

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'weir-writers-'));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function* numbered(count: number, portion = 3): AsyncGenerator<Cell[][]> {
  for (let from = 0; from < count; from += portion)
    yield Array.from({ length: Math.min(portion, count - from) }, (_one, index) => [
      from + index,
      `row ${from + index}`,
    ]);
}

async function book(rows: AsyncIterable<Cell[][]>, rowLimit: number) {
  const path = join(folder, 'book.xlsx');
  const notes = await writeRows(path, 'xlsx', { sheet: 'Events', columns, rows, about: [['From', 'then']] }, signal, {
    ...sheetLimits,
    rows: rowLimit,
    text: 20,
  });
  const { sheets } = await readXlsx(readFileSync(path));
  return { notes, sheets: sheets.map(({ name, rows: lines }) => ({ name, rows: lines.map((line) => [...line]) })) };
}

test.each([0, 1, 4, 5, 8, 9])('%i rows go on in the next sheet when one is full', async (count) => {
  const { sheets, notes } = await book(numbered(count), 5);
  expect(notes).toEqual([]);
  const names = Array.from({ length: Math.max(1, Math.ceil(count / 4)) }, (_one, index) =>
    index === 0 ? 'Events' : `Events ${index + 1}`,
  );
  expect(sheets.map(({ name }) => name)).toEqual([...names, 'About']);
  const data = sheets.slice(0, -1);
  expect(data.every(({ rows }) => rows[0]?.join() === 'n,text')).toBe(true);
  expect(data.flatMap(({ rows }) => rows.slice(1))).toEqual(
    Array.from({ length: count }, (_one, index) => [index, `row ${index}`]),
  );
});

test('the last sheet says what was cut', async () => {
  async function* long() {
    yield [[1, 'x'.repeat(21)]] as Cell[][];
  }
  const { sheets, notes } = await book(long(), 5);
  expect(notes).toHaveLength(1);
  expect(sheets[0]?.rows[1]).toEqual([1, 'x'.repeat(20)]);
  expect(sheets.at(-1)?.rows[1]).toEqual(['Note', notes[0]]);
});

test.each(['csv', 'xlsx', 'json'] as const)(
  'rows that fail end %s with their error, and so does an abort',
  async (format) => {
    async function* failing() {
      yield* numbered(9);
      throw new RangeError('no more');
    }
    const write = (rows: AsyncIterable<Cell[][]>, by = signal) =>
      writeRows(join(folder, 'failed'), format, { sheet: 'Events', columns, rows, about: [] }, by);
    await expect(write(failing())).rejects.toThrow('no more');
    const abort = new AbortController();
    async function* endless() {
      for (let n = 0; ; n++) {
        if (n === 50) abort.abort(new RangeError('enough'));
        yield [[n, 'x'.repeat(5_000)]] as Cell[][];
        await new Promise(setImmediate);
      }
    }
    await expect(write(endless(), abort.signal)).rejects.toThrow('enough');
  },
);

test('no rows are an empty JSON array, and a header alone in CSV', async () => {
  for (const [format, text] of [
    ['json', '[]\n'],
    ['csv', '\uFEFFn,text\r\n'],
  ] as const) {
    const path = join(folder, `none.${format}`);
    await writeRows(path, format, { sheet: 'Events', columns, rows: numbered(0), about: [] }, signal);
    expect(readFileSync(path, 'utf8')).toBe(text);
  }
});
