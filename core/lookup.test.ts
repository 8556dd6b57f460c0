import { expect, test } from 'vitest';
import { lookupOf } from './lookup.ts';

test.each([
  ['7d1f2c3b4a5e6f70', 'RayID', '7d1f2c3b4a5e6f70'],
  [' 7D1F2C3B4A5E6F70-FRA ', 'RayID', '7d1f2c3b4a5e6f70'],
  ['203.0.113.7', 'ClientIP', '203.0.113.7'],
  ['2001:DB8::1', 'ClientIP', '2001:db8::1'],
])('%j is looked up as %s', (text, field, value) => {
  expect(lookupOf(text)?.filters).toEqual([{ field, op: 'is', values: [value] }]);
});

test.each(['', 'block', '7d1f2c3b4a5e6f7', '203.0.113.256', '1.2.3', '12:30', 'a:b', '10.0.0.0/8'])(
  '%j is neither',
  (text) => {
    expect(lookupOf(text)).toBeNull();
  },
);
