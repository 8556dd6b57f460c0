import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { openSecrets } from './secrets.ts';

const base = mkdtempSync(join(tmpdir(), 'weir-secrets-'));
afterAll(() => rmSync(base, { recursive: true }));
const place = (name: string) => ({ secretKey: undefined, keyFile: join(base, name), dataDir: join(base, 'data') });
const given = { user: 'reader', password: 'hunter22' };

test('what was sealed opens again, and shows nothing', () => {
  const sealed = openSecrets(place('key')).seal(given);
  expect(sealed).not.toContain('hunter22');
  expect(openSecrets(place('key')).open(sealed)).toEqual(given);
  expect(statSync(join(base, 'key')).mode & 0o777).toBe(0o600);
  expect(readFileSync(join(base, 'key'), 'utf8')).toMatch(/^[0-9a-f]{64}\n$/);
});

test('with another key, or changed, it asks for the credentials again', () => {
  const sealed = openSecrets(place('key')).seal(given);
  expect(() => openSecrets(place('other')).open(sealed)).toThrow(expect.objectContaining({ code: 'key_lost' }));
  expect(() =>
    openSecrets(place('key')).open(sealed.slice(0, -4) + (sealed.at(-4) === 'A' ? 'B' : 'A') + sealed.slice(-3)),
  ).toThrow(expect.objectContaining({ code: 'key_lost' }));
});

test('a key inside the data folder is refused', () => {
  expect(() =>
    openSecrets({ secretKey: undefined, keyFile: join(base, 'data', 'key'), dataDir: join(base, 'data') }),
  ).toThrow(/outside the data folder/);
});
