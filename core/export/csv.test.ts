import { expect, test } from 'vitest';
import { csvLine } from './csv.ts';
import { terminalText } from './terminal.ts';

test('texts that a spreadsheet would obey are disarmed, numbers stay numbers', () => {
  expect(csvLine(['=1+1', '+a', '-a', '@a', '\tx', 'plain', -5, '-5', null])).toBe(
    `'=1+1,'+a,'-a,'@a,'\tx,plain,-5,-5,\r\n`,
  );
});

test('quotes and line breaks are kept inside a cell', () => {
  expect(csvLine(['a"b', 'c,d', 'e\nf'])).toBe('"a""b","c,d","e\nf"\r\n');
});

test('a terminal is sent no escapes and no marks of direction', () => {
  expect(terminalText('\u001b[31mred\u202e')).toBe('\uFFFD[31mred\uFFFD');
});
