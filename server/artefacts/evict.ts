import { readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { chooseEvictions, type StoredArtefact } from '#core/pivot/eviction.ts';
import { scratchPath } from '#server/data-folder.ts';
import { keyForm, lastUsed } from './files.ts';

/** Removes stored pivots above `limit` bytes that are not among `kept`; says which, and how many bytes they took. */
export type Evict = (kept: ReadonlySet<string>, limit: number) => Promise<{ removed: string[]; bytes: number }>;

/** Evicts from one folder; what an artefact takes is measured once, since it never changes. */
export function artefactEvictor(folders: { artefacts: string; tmp: string }): Evict {
  const sizes = new Map<string, number>();
  return async (kept, limit) => {
    const stored = await listArtefacts(folders.artefacts, sizes);
    const removed: string[] = [];
    let freed = 0;
    for (const { key, bytes, used } of chooseEvictions(stored, kept, limit, Date.now())) {
      if ((await lastUsed(folders.artefacts, key)) !== used) continue;
      await removeArtefact(folders, key);
      sizes.delete(key);
      removed.push(key);
      freed += bytes;
    }
    return { removed, bytes: freed };
  };
}

async function listArtefacts(artefacts: string, sizes: Map<string, number>): Promise<StoredArtefact[]> {
  const found: StoredArtefact[] = [];
  for (const key of await readdir(artefacts)) {
    if (!keyForm.test(key)) continue;
    const used = await lastUsed(artefacts, key);
    if (used === undefined) continue;
    const bytes = sizes.get(key) ?? (await sizeOf(join(artefacts, key)));
    sizes.set(key, bytes);
    found.push({ key, bytes, used });
  }
  return found;
}

async function sizeOf(folder: string): Promise<number> {
  let bytes = 0;
  for (const name of await readdir(folder)) bytes += (await stat(join(folder, name))).size;
  return bytes;
}

/** Gone by one rename, so that nobody finds half of it; what a killed process leaves in tmp/ is swept at a start. */
async function removeArtefact(folders: { artefacts: string; tmp: string }, key: string): Promise<void> {
  const beside = scratchPath(folders.tmp, 'evicted');
  await rename(join(folders.artefacts, key), beside);
  await rm(beside, { recursive: true, force: true });
}
