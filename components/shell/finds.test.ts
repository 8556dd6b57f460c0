import { expect, test } from 'vitest';
import { parseViewParams } from '#core/pivot/view.ts';
import type { RunView } from '#core/run/view.ts';
import { findAll, type Known } from './finds.ts';

const run = (id: string, state: RunView['state'], source = 'prod') =>
  ({
    id,
    state,
    source,
    from: '2026-01-30T00:00:00Z',
    to: '2026-01-31T00:00:00Z',
    map: { name: 'rules', version: 2 },
  }) as RunView;

const known: Known = {
  views: [
    {
      id: 'v1',
      name: 'Blocked by group',
      view: parseViewParams(new URLSearchParams('source=prod&range=24h&map=rules&rows=["map.group"]')),
      broken: null,
      created: '',
      changed: '',
    },
    { id: 'v2', name: 'Old one', view: null, broken: 'cannot be read', created: '', changed: '' },
  ],
  runs: [run('r3', 'failed'), run('r2', 'complete'), run('r1', 'complete', 'older')],
  maps: [
    {
      mapId: 'm',
      name: 'rules',
      version: 2,
      file: '',
      columns: ['group'],
      key: 'id',
      rows: 9,
      delimiter: ',',
      published: 0,
    },
  ],
  sources: [
    {
      id: 's',
      name: 'prod',
      place: { kind: 'ndjson', path: '/logs', preset: 'raw-logpush' },
      hasCredentials: false,
      created: 0,
    },
  ],
  period: (from, to) => `${from} to ${to}`,
};

const named = (text: string, group: string) => findAll(text, known).find(({ name }) => name === group)?.finds ?? [];
const labels = (text: string, group: string) => named(text, group).map(({ label }) => label);

test('without a text it offers the pages, and the newest of what is kept', () => {
  expect(labels('', 'Pages')).toContain('Settings');
  expect(labels('', 'Saved views')).toEqual(['Blocked by group']);
  expect(findAll('', known).map(({ name }) => name)).toEqual(['Pages', 'Saved views', 'Runs']);
});

test('every word must be found; a label that begins so comes first', () => {
  expect(labels('client co', 'Fields')[0]).toBe('Client country');
  expect(labels('host', 'Fields')[0]).toBe('Host');
  expect(labels('ClientRequestHost', 'Fields')).toEqual(['Host']);
  expect(findAll('nothing is named so', known)).toEqual([]);
});

test('a view that cannot be read is not offered', () => {
  expect(labels('old one', 'Saved views')).toEqual([]);
});

test('runs are found by source and state', () => {
  expect(named('run prod failed', 'Runs').map(({ id }) => id)).toEqual(['r3']);
});

test('a RayID and an address are looked up in the newest complete run', () => {
  const [find] = named('7d1f2c3b4a5e6f70', 'Look up');
  expect(find?.label).toBe('Events of request 7d1f2c3b4a5e6f70');
  const href = find?.act.kind === 'go' ? find.act.href : '';
  const params = new URLSearchParams(href.replace('/events?', ''));
  expect(Object.fromEntries(params)).toEqual({
    source: 'prod',
    range: '2026-01-30T00:00:00Z/2026-01-31T00:00:00Z',
    filters: '[{"field":"RayID","op":"is","values":["7d1f2c3b4a5e6f70"]}]',
  });
  expect(labels('203.0.113.7', 'Look up')).toEqual(['Events from 203.0.113.7']);
  expect(findAll('203.0.113.7', { ...known, runs: [run('r', 'failed')] })).toEqual([]);
});

test('a field leads to a pivot that has it as its row', () => {
  const [find] = named('group', 'Fields');
  const href = find?.act.kind === 'field' ? find.act.href : '';
  const view = parseViewParams(new URLSearchParams(href.replace('/pivot?', '')));
  expect(view).toMatchObject({ source: 'prod', map: 'rules', spec: { rows: [{ field: 'map.group' }] } });
});
