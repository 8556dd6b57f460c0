import { expect, test } from 'vitest';
import { csvLine } from './csv.ts';
import { terminalText } from './terminal.ts';

test('texts that a spreadsheet would obey are disarmed and counted, numbers stay numbers', () => {
  let changed = 0;
  const line = csvLine(['=1+1', '+a', '-a', '@a', '＝1', 'plain', -5, '-5', 2n ** 60n, null], () => changed++);
  expect(line).toBe(`'=1+1,'+a,'-a,'@a,'＝1,plain,-5,-5,1152921504606846976,\r\n`);
  expect(changed).toBe(5);
});

test('signs are disarmed after what another locale takes for the end of a cell', () => {
  expect(csvLine(['\tx', 'a;=1', 'a\n@b', 'a\t-b;c', 'a=b;c'])).toBe(`"'\tx","a;'=1","a\n'@b","a\t'-b;c","a=b;c"\r\n`);
});

test('quotes and line breaks are kept inside a cell', () => {
  expect(csvLine(['a"b', 'c,d', 'e\nf'])).toBe('"a""b","c,d","e\nf"\r\n');
});

test('a terminal is sent no escapes and no marks of direction', () => {
  expect(terminalText('\u001b[31mred\u202e')).toBe('\uFFFD[31mred\uFFFD');
});
