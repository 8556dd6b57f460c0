import { expect, test } from 'vitest';
import { ownPath } from './own-path.ts';

test.each(['/runs', '/pivot?source=a&range=24h', '/'])('%j is a path within Weir', (path) => {
  expect(ownPath(path)).toBe(path);
});

test.each([
  '//evil.example',
  '/\\evil.example',
  '/\t/evil.example',
  'https://evil.example',
  'runs',
  undefined,
  ['/runs'],
])('%j is not, and becomes the first page', (path) => {
  expect(ownPath(path)).toBe('/');
});
