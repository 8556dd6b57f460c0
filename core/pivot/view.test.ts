import { expect, test } from 'vitest';
import { isWeirError } from '../errors.ts';
import { rangeText, resolveRange } from '../range.ts';
import { look, type PivotView, parseViewParams, viewParams } from './view.ts';

const view: PivotView = {
  source: 'prod waf',
  range: { last: '24h' },
  zone: 'Europe/Berlin',
  map: 'rules@3',
  spec: {
    rows: [{ field: 'map.a,b|c' }, { field: 'RuleID', top: { n: 10, by: 'requests' } }],
    columns: [{ field: 'Datetime:1h@Europe/Berlin' }],
    values: ['count', 'distinct:map.a|b'],
    filters: [{ field: 'ClientRequestPath', op: 'contains', values: ['/a?b&c=#d', '\u202e<script>'] }],
  },
  look: { ...look.parse({}), heat: 'row', shares: { count: 'grand' } },
};

test('a URL carries everything, and relative ranges stay relative', () => {
  expect(parseViewParams(new URLSearchParams(viewParams(view).toString()))).toEqual(view);
  expect(viewParams(view).get('range')).toBe('24h');
  const fixed: PivotView = { ...view, range: { from: '2026-01-30T00:00:00Z', to: '2026-01-31T00:00:00Z' } };
  expect(parseViewParams(viewParams(fixed))).toEqual(fixed);
});

test('a broken or outdated URL is refused with a sentence that names the part', () => {
  const broken: [string, string][] = [
    ['rows', '{'],
    ['rows', '[{"field":"Action","colour":"red"}]'],
    ['values', '["median of something"]'],
    ['filters', '[{"field":"Action","op":"resembles"}]'],
    ['range', 'yesterday'],
    ['range', '2026-02-30/2026-03-01'],
    ['range', '0001-01-01/9999-01-01'],
    ['range', '9999w'],
    ['zone', 'Mars/Olympus'],
    ['look', '{"heat":"everywhere"}'],
    ['source', ''],
  ];
  for (const [name, text] of broken) {
    const params = viewParams(view);
    params.set(name, text);
    let error: unknown;
    try {
      parseViewParams(params);
    } catch (caught) {
      error = caught;
    }
    expect(isWeirError(error) && error.code, `${name}=${text}`).toBe('invalid');
  }
});

test('a relative range ends at the last whole minute', () => {
  const now = Date.UTC(2026, 0, 31, 8, 0, 59, 999);
  expect(resolveRange({ last: '15m' }, now)).toEqual({
    from: Date.UTC(2026, 0, 31, 7, 45),
    to: Date.UTC(2026, 0, 31, 8),
  });
  expect(rangeText({ last: '7d' })).toBe('7d');
});
