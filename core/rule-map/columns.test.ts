import { expect, test } from 'vitest';
import { detectDelimiter, headerOf, keyIndex } from './columns.ts';

test.each([
  ['id,name\n1,a\n', ','],
  ['id;name\n1;"a,b,c"\n', ';'],
  ['id\tname\n1\ta, b\n', '\t'],
  ['id|name\n1|x\n', '|'],
  ['id\n1\n', ','],
])('the delimiter of %j', (start, delimiter) => {
  expect(detectDelimiter(start)).toBe(delimiter);
});

test('the key is the column asked for, a usual name, or the first', () => {
  expect(keyIndex(['a', 'b'], 'B')).toBe(1);
  expect(keyIndex(['name', 'Rule ID'], null)).toBe(1);
  expect(keyIndex(['x', 'y'], null)).toBe(0);
  expect(() => keyIndex(['a', 'b'], 'c')).toThrow(expect.objectContaining({ field: 'key' }));
  expect(() => keyIndex(['a', 'A'], null)).toThrow(/twice/);
  expect(() => keyIndex(['a', ''], null)).toThrow(/no name/);
});

test.each([
  ['id,name\n1,a\n', ['id', 'name']],
  ['\uFEFF"Rule ID";"a;b"\r\n1;2\r\n', ['Rule ID', 'a;b']],
  ['\nid\n', ['id']],
])('the column names of %j', (start, names) => {
  expect(headerOf(start)).toEqual(names);
});
