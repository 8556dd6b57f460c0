import { expect, test } from 'vitest';
import { guessFilters } from './search-guess.ts';

const first = (text: string) => {
  const { field, op, values } = guessFilters(text)[0]?.filter ?? {};
  return `${field} ${op} ${values?.[0]}`;
};

test.each([
  ['8F3A2B1C0D9E7F60', 'RayID is 8f3a2b1c0d9e7f60'],
  [' 203.0.113.7 ', 'ClientIP is 203.0.113.7'],
  ['203.0.113.', 'ClientIP starts-with 203.0.113.'],
  ['10.1', 'ClientIP starts-with 10.1'],
  ['2001:DB8::1', 'ClientIP is 2001:db8::1'],
  ['2001:db8:', 'ClientIP starts-with 2001:db8:'],
  ['a00f51de9c4b47a1bb0b3f2d1c0e9a8f', 'RuleID is a00f51de9c4b47a1bb0b3f2d1c0e9a8f'],
  ['100016', 'RuleID is 100016'],
  ['100008E', 'RuleID is 100008E'],
  ['/wp-login.php', 'ClientRequestPath is /wp-login.php'],
  ['Shop.example.com', 'ClientRequestHost is shop.example.com'],
  ['union select', 'ClientRequestPath contains union select'],
])('%s is understood as %s', (text, meant) => {
  expect(first(text)).toBe(meant);
});

test('a part of the path is always among the meanings, and nothing is the meaning of nothing', () => {
  for (const text of ['203.0.113.7', '/x', 'abc', '100016']) {
    expect(guessFilters(text).at(-1)?.filter).toEqual({ field: 'ClientRequestPath', op: 'contains', values: [text] });
  }
  expect(guessFilters('  ')).toEqual([]);
  expect(guessFilters('8f3a2b1c0d9e7f60')[0]?.words).toBe('Ray ID is 8f3a2b1c0d9e7f60');
});
