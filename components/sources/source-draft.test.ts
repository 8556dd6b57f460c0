import { expect, test } from 'vitest';
import {
  credentialsOf,
  draftErrors,
  draftOf,
  emptyDraft,
  fieldOfError,
  placeOf,
  startsNewDataset,
} from './source-draft.ts';

const prod = {
  id: '1',
  name: 'prod',
  place: {
    kind: 'elasticsearch',
    url: 'https://es.example.com:9200',
    index: 'logs-*',
    preset: 'elastic-ecs',
    query: { term: { kind: 'firewall' } },
  },
  hasCredentials: true,
  created: 0,
  dataset: 'd',
} as const;

test('a stored source becomes a draft and a place again', () => {
  const draft = draftOf(prod);
  expect(draftErrors(draft, true)).toEqual({});
  expect(placeOf(draft)).toEqual(prod.place);
  expect(credentialsOf(draft)).toBeUndefined();
  expect(credentialsOf({ ...draft, sign: 'none' })).toBeNull();
});

test.each([
  [{ name: 'a b' }, 'name'],
  [{ url: 'es.example.com' }, 'url'],
  [{ url: 'https://u:p@es.example.com' }, 'url'],
  [{ index: ' ' }, 'index'],
  [{ query: '{"term":' }, 'query'],
  [{ query: '[]' }, 'query'],
  [{ ca: 'x' }, 'ca'],
  [{ sign: 'key' as const }, 'apiKey'],
  [{ sign: 'user' as const }, 'user'],
  [{ kind: 'ndjson' as const, path: 'logs' }, 'path'],
])('%j is wrong at its field', (change, field) => {
  expect(Object.keys(draftErrors({ ...draftOf(prod), ...change }, true))).toEqual([field]);
});

test('what is needed and empty is asked for', () => {
  expect(draftErrors(emptyDraft, false)).toEqual({
    url: 'Enter the address.',
    index: 'Enter an index, an alias, or a pattern such as logs-*.',
  });
  expect(draftErrors({ ...emptyDraft, kind: 'ndjson' }, false)).toEqual({ path: 'Enter the path.' });
});

test('a mere test needs no name', () => {
  expect(draftErrors({ ...emptyDraft, kind: 'ndjson', path: '/logs' }, false)).toEqual({});
});

test('another index, query or preset starts a new dataset, another address or certificate does not', () => {
  const { place } = prod;
  expect(startsNewDataset(place, { ...place, url: 'https://other:9200', ca: 'pem' })).toBe(false);
  expect(startsNewDataset(place, { ...place, index: 'other' })).toBe(true);
  expect(startsNewDataset(place, { ...place, query: {} })).toBe(true);
  expect(startsNewDataset(place, { ...place, preset: 'raw-logpush' })).toBe(true);
});

test.each([
  ['place.url', 'url'],
  ['url', 'url'],
  ['credentials', null],
  ['credentials.apiKey', 'apiKey'],
  ['source', null],
  [undefined, null],
])('the field of an error: %s', (named, field) => {
  expect(fieldOfError(named)).toBe(field);
});
