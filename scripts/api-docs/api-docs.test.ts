import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { routes } from '#core/api.ts';
import { apiDocs } from './markdown.ts';

test('docs/api.md says what the schemas say', () => {
  expect(readFileSync('docs/api.md', 'utf8')).toBe(apiDocs());
});

test('every route that exists is listed, and no other', () => {
  const files = globSync('app/api/v1/**/route.ts').flatMap((file) => {
    const path = file.replace(/^app\/api\/v1|\/route\.ts$/g, '').replace(/\[(\w+)\]/g, '{$1}');
    return [...readFileSync(file, 'utf8').matchAll(/export const (GET|POST|PUT|DELETE)\b/g)].map(
      ([, method]) => `${method} ${path}`,
    );
  });
  expect(files.sort()).toEqual(routes.map(({ method, path }) => `${method} ${path}`).sort());
});
