import { expect, test } from 'vitest';
import { jsonNames, jsonObject } from './json.ts';
import { notesOf, nothingChanged, uniqueNames } from './rows.ts';
import { columnName, sheetRow } from './xlsx.ts';

const limits = { text: 8 };
const cellsOf = (xml: string) =>
  [...xml.matchAll(/<t xml:space="preserve">([\s\S]*?)<\/t>|<v>(.*?)<\/v>/g)].map(
    ([, text, value]) => text ?? Number(value),
  );

test('columns are named as spreadsheets name them', () => {
  expect([0, 25, 26, 701, 702, 16_383].map(columnName)).toEqual(['A', 'Z', 'AA', 'ZZ', 'AAA', 'XFD']);
});

test('texts stay texts, numbers numbers while Excel keeps their digits', () => {
  const row = sheetRow(
    ['=1+1', 12, 1.5, 999_999_999_999_999, 1_000_000_000_000_000, 2n ** 60n, null, ''],
    3,
    nothingChanged(),
    { text: 100 },
  );
  expect(cellsOf(row)).toEqual(['=1+1', 12, 1.5, 999_999_999_999_999, '1000000000000000', '1152921504606846976']);
  expect(row).not.toContain('<f');
  expect(row).toContain('r="F3"');
});

test('what a cell cannot hold is cut or replaced, and counted', () => {
  const tally = nothingChanged();
  const row = sheetRow(['123456789', '1234567😀', 'a\u0000b\uFFFEc', '<&>\r', '_x000D_'], 1, tally, limits);
  expect(cellsOf(row)).toEqual(['12345678', '1234567', 'a\uFFFDb\uFFFDc', '&lt;&amp;&gt;&#13;', '_x005F_x000D_']);
  expect(tally).toEqual({ cut: 2, replaced: 1, disarmed: 0 });
  expect(notesOf(tally, 8)).toEqual([
    '2 cells were cut to 8 characters, the most that an Excel cell holds; CSV, JSON and Parquet keep them whole.',
    'Control characters were replaced by \uFFFD in 1 cell, since XLSX cannot hold them; CSV, JSON and Parquet keep them.',
  ]);
});

test('nothing changed means no note', () => {
  const tally = nothingChanged();
  sheetRow(['a', '12345678', '\t\n😀\u202E'], 1, tally, limits);
  expect(notesOf(tally, 8)).toEqual([]);
});

test('names are made unique whatever their case', () => {
  expect(uniqueNames(['a', 'A', 'a (2)', 'b'])).toEqual(['a', 'A (2)', 'a (2) (2)', 'b']);
});

test('a JSON row keeps large integers exact and JSON columns digit for digit', () => {
  const columns = [
    { name: 'n', kind: 'integer' as const },
    { name: 'big', kind: 'integer' as const },
    { name: 'none', kind: 'text' as const },
    { name: 'j', kind: 'json' as const },
    { name: 'broken', kind: 'json' as const },
  ];
  const line = jsonObject(columns, jsonNames(columns), [5n, 2n ** 60n, null, '{"a":\n12345678901234567890}', '{"a":']);
  expect(line).toBe('{"n":5,"big":"1152921504606846976","j":{"a": 12345678901234567890},"broken":"{\\"a\\":"}');
});
