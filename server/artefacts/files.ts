import { createReadStream } from 'node:fs';
import { access, mkdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { isWeirError, WeirError } from '#core/errors.ts';
import type { ArtefactMeta, Axis, Tile } from '#core/pivot/artefact.ts';
import { minute } from '#core/time.ts';
import { scratchPath } from '#server/data-folder.ts';

/** The name of an artefact's folder. */
export const keyForm = /^[0-9a-f]{32}$/;

function folderOf(artefacts: string, key: string): string {
  if (!keyForm.test(key)) throw notFound(key);
  return join(artefacts, key);
}

const notFound = (key: string) =>
  new WeirError('not_found', `There is no pivot "${key.slice(0, 40)}": compute it again.`, { field: 'artefact' });

export type ArtefactFile = 'meta' | 'rows' | 'columns' | 'scales' | 'row-scales' | `tile-${number}-${number}`;

/** What an artefact is, or undefined when it is not stored. */
export async function findArtefact(artefacts: string, key: string): Promise<ArtefactMeta | undefined> {
  try {
    return await readArtefact(artefacts, key, 'meta');
  } catch (error) {
    if (isWeirError(error) && error.code === 'not_found') return undefined;
    throw error;
  }
}

/** A part of an artefact; reading its meta counts as using it. @throws WeirError `not_found` */
export async function readArtefact(artefacts: string, key: string, file: 'meta'): Promise<ArtefactMeta>;
export async function readArtefact(artefacts: string, key: string, file: 'rows' | 'columns'): Promise<Axis>;
export async function readArtefact(artefacts: string, key: string, file: `tile-${number}-${number}`): Promise<Tile>;
export async function readArtefact(artefacts: string, key: string, file: ArtefactFile): Promise<unknown> {
  try {
    const content = JSON.parse(await readFile(join(folderOf(artefacts, key), `${file}.json`), 'utf8'));
    if (file === 'meta') await markUsed(artefacts, key);
    return content;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') throw notFound(key);
    throw error;
  }
}

/** How exactly the time of an artefact's last use is kept, in ms. */
const usedWithin = 10 * minute;

/** When an artefact was last used (epoch ms): the time of its meta.json. Undefined when it is not stored. */
export async function lastUsed(artefacts: string, key: string): Promise<number | undefined> {
  try {
    return (await stat(join(folderOf(artefacts, key), 'meta.json'))).mtimeMs;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

async function markUsed(artefacts: string, key: string): Promise<void> {
  const now = Date.now();
  const before = await lastUsed(artefacts, key);
  if (before === undefined || before > now - usedWithin) return;
  await utimes(join(folderOf(artefacts, key), 'meta.json'), now / 1000, now / 1000);
}

/**
 * A tile; one that counted nothing has no file and is `{cells: []}`.
 * @throws WeirError `not_found` for an unknown artefact, `invalid` for a tile outside it
 */
export async function readTile(artefacts: string, key: string, row: number, column: number): Promise<Tile> {
  const meta = await readArtefact(artefacts, key, 'meta');
  if (row * meta.tileRows >= meta.rowCount || column * meta.tileColumns >= meta.columnCount) {
    throw new WeirError('invalid', 'The pivot has no such tile.', { field: 'row' });
  }
  try {
    return await readArtefact(artefacts, key, `tile-${row}-${column}`);
  } catch (error) {
    if (isWeirError(error) && error.code === 'not_found') return { cells: [] };
    throw error;
  }
}

/** The bytes of a part of an artefact. @throws WeirError `not_found` */
export async function streamArtefact(
  artefacts: string,
  key: string,
  file: ArtefactFile,
): Promise<ReadableStream<Uint8Array>> {
  const path = join(folderOf(artefacts, key), `${file}.json`);
  await access(path).catch(() => {
    throw notFound(key);
  });
  return Readable.toWeb(createReadStream(path)) as ReadableStream<Uint8Array>;
}

/** Writes an artefact's files beside, then makes them appear by one rename; one that is there already stays. */
export async function writeArtefact(
  folders: { artefacts: string; tmp: string },
  key: string,
  files: AsyncIterable<[ArtefactFile, unknown]> | Iterable<[ArtefactFile, unknown]>,
): Promise<void> {
  const beside = scratchPath(folders.tmp, 'artefact');
  await mkdir(beside, { recursive: true });
  try {
    for await (const [name, content] of files) await writeFile(join(beside, `${name}.json`), JSON.stringify(content));
    await rename(beside, folderOf(folders.artefacts, key));
  } catch (error) {
    if (!['ENOTEMPTY', 'EEXIST'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
  } finally {
    await rm(beside, { recursive: true, force: true });
  }
}
