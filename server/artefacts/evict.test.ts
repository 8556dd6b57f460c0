import { mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { artefactEvictor } from './evict.ts';
import { findArtefact, lastUsed, readArtefact, writeArtefact } from './files.ts';

let base: string;
let folders: { artefacts: string; tmp: string };

beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'weir-artefacts-'));
  folders = { artefacts: join(base, 'artefacts'), tmp: join(base, 'tmp') };
  mkdirSync(folders.artefacts);
  mkdirSync(folders.tmp);
});

afterEach(() => rmSync(base, { recursive: true, force: true }));

/** An artefact of about `bytes`, last used `minutesAgo`. */
async function stored(digit: string, bytes: number, minutesAgo: number): Promise<string> {
  const key = digit.repeat(32);
  await writeArtefact(folders, key, [
    ['rows', 'x'.repeat(bytes)],
    ['meta', { key }],
  ]);
  const at = Date.now() / 1000 - minutesAgo * 60;
  utimesSync(join(folders.artefacts, key, 'meta.json'), at, at);
  return key;
}

test('the least recently used go whole; what runs keep, and what is new, stays', async () => {
  const kept = await stored('a', 5_000, 500);
  const oldest = await stored('b', 5_000, 400);
  const older = await stored('c', 5_000, 300);
  const fresh = await stored('d', 50_000, 1);
  writeFileSync(join(folders.artefacts, 'notes.txt'), 'not an artefact');
  const evict = artefactEvictor(folders);
  expect(await evict(new Set([kept]), 60_500)).toEqual({ removed: [], bytes: 0 });
  expect((await evict(new Set([kept]), 56_000)).removed).toEqual([oldest]);
  const last = await evict(new Set([kept]), 1);
  expect(last.removed).toEqual([older]);
  expect(last.bytes).toBeGreaterThan(5_000);
  expect(readdirSync(folders.artefacts).sort()).toEqual([kept, fresh, 'notes.txt'].sort());
  expect(readdirSync(folders.tmp)).toEqual([]);
  await expect(readArtefact(folders.artefacts, older, 'meta')).rejects.toMatchObject({ code: 'not_found' });
  expect(await findArtefact(folders.artefacts, older)).toBeUndefined();
});

test('reading counts as using: what was read stays, and what was not goes in its place', async () => {
  const read = await stored('a', 5_000, 500);
  const unread = await stored('b', 5_000, 400);
  expect(await findArtefact(folders.artefacts, read)).toEqual({ key: read });
  expect((await artefactEvictor(folders)(new Set(), 6_000)).removed).toEqual([unread]);
});

test('the time of use is not written anew at every reading', async () => {
  const key = await stored('a', 10, 5);
  const before = await lastUsed(folders.artefacts, key);
  await readArtefact(folders.artefacts, key, 'meta');
  expect(await lastUsed(folders.artefacts, key)).toBe(before);
});
