import { expect, test } from 'vitest';
import { readSavedView, sameView, viewName } from './saved-view.ts';
import { pivotView } from './view.ts';

const view = pivotView.parse({
  source: 'prod',
  range: { last: '24h' },
  map: 'rules',
  spec: { rows: [{ field: 'map.group' }], columns: [{ field: 'Action' }] },
});

test('what was saved is read as it was, and a relative range stays relative', () => {
  const read = readSavedView(JSON.stringify(view));
  expect(read).toEqual({ view, broken: null });
  expect(read.view?.range).toEqual({ last: '24h' });
});

test('a view that cannot be read says which part of it and why', () => {
  expect(readSavedView('{').broken).toMatch(/damaged/);
  const { broken, view: none } = readSavedView(
    JSON.stringify({ ...view, spec: { ...view.spec, values: ['median:x'] } }),
  );
  expect(none).toBeNull();
  expect(broken).toMatch(/"spec\.values\.0": A value is count/);
  expect(readSavedView('[]').broken).toMatch(/cannot read it:/);
});

test('views are the same whatever the order of their parts', () => {
  const turned = pivotView.parse({ spec: view.spec, map: 'rules', range: { last: '24h' }, source: 'prod' });
  expect(sameView(view, turned)).toBe(true);
  expect(sameView(view, { ...view, zone: 'Asia/Kolkata' })).toBe(false);
});

test.each(['', '   ', 'x'.repeat(81), 'a\nb', 'a\u0000'])('%j is no name', (name) => {
  expect(viewName.safeParse(name).success).toBe(false);
});
