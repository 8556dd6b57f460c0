import { expect, test } from 'vitest';
import { parseDimensions, parseFilter } from './text.ts';

test.each([
  ['Action=block', { field: 'Action', op: 'is', values: ['block'] }],
  ['Action=block|log', { field: 'Action', op: 'is', values: ['block', 'log'] }],
  ['Action!=log', { field: 'Action', op: 'is-not', values: ['log'] }],
  ['ClientRequestPath=/a\\|b', { field: 'ClientRequestPath', op: 'is', values: ['/a|b'] }],
  ['ClientRequestPath~=x', { field: 'ClientRequestPath', op: 'contains', values: ['=x'] }],
  ['ClientRequestPath!~x', { field: 'ClientRequestPath', op: 'not-contains', values: ['x'] }],
  ['EdgeResponseStatus>=400', { field: 'EdgeResponseStatus', op: 'at-least', values: ['400'] }],
  ['ClientRequestQuery=', { field: 'ClientRequestQuery', op: 'is', values: [''] }],
  ['Ref?', { field: 'Ref', op: 'present', values: [] }],
  ['!Ref', { field: 'Ref', op: 'missing', values: [] }],
  ['ClientRequestQuery=?a=1', { field: 'ClientRequestQuery', op: 'is', values: ['?a=1'] }],
])('%s', (text, filter) => {
  expect(parseFilter(text)).toEqual(filter);
});

test('what is no filter is refused', () => {
  expect(() => parseFilter('block')).toThrow(expect.objectContaining({ code: 'invalid' }));
});

test('dimensions carry a top N and an order', () => {
  expect(parseDimensions('map.group/top=3:requests, Datetime:1d@Asia/Kolkata/sort=-count', 'rows')).toEqual([
    { field: 'map.group', top: { n: 3, by: 'requests' } },
    { field: 'Datetime:1d@Asia/Kolkata', sort: { by: 'count', direction: 'descending' } },
  ]);
});
