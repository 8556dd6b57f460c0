import { expect, test } from 'vitest';
import { type EventsView, eventsParams, parseCellParam, parseEventsParams } from './events-params.ts';

const view: EventsView = {
  source: 'prod',
  range: { from: '2026-01-31T08:00:00Z', to: '2026-01-31T09:00:00Z' },
  zone: 'Asia/Kolkata',
  map: 'rules@3',
  filters: [{ field: 'ClientRequestPath', op: 'contains', values: ['a&b=c', '\u202e"'] }],
  order: 'newest',
  columns: ['Datetime', 'map.a,b%2C', 'match'],
};

test('a view survives its URL', () => {
  expect(parseEventsParams(new URLSearchParams(eventsParams(view).toString()))).toEqual(view);
  const plain = parseEventsParams(new URLSearchParams('source=prod'));
  expect(plain).toMatchObject({ range: { last: '24h' }, zone: 'UTC', order: 'oldest', columns: null, filters: [] });
  expect(eventsParams(plain).toString()).toBe('source=prod&range=24h');
});

test.each(['filters=[', 'filters=[{"field":"A"}]', 'zone=Nowhere/Land', 'range=yesterday'])(
  '%s is refused by its name',
  (text) => {
    const [name] = text.split('=');
    expect(() => parseEventsParams(new URLSearchParams(`source=s&${text}`))).toThrow(
      expect.objectContaining({ code: 'invalid', field: name }),
    );
  },
);

test('a cell is read, or refused', () => {
  const cell = { rows: [{ kind: 'value', value: 'SQLi' }], columns: [] };
  expect(parseCellParam(JSON.stringify(cell))).toEqual(cell);
  expect(parseCellParam(null)).toEqual({ rows: [], columns: [] });
  expect(() => parseCellParam('{"rows":1}')).toThrow(expect.objectContaining({ field: 'cell' }));
});
