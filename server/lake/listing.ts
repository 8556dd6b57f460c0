import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type LakeFile, parseLakeFile, visibleFiles } from '#core/lake-file.ts';

/** The folder of a dataset within the lake. */
export function datasetFolder(lake: string, dataset: string): string {
  return join(lake, dataset);
}

/** The files of a dataset that readers take, sorted by name; empty when nothing was pulled yet. */
export async function listDataset(lake: string, dataset: string): Promise<LakeFile[]> {
  let names: string[];
  try {
    names = await readdir(datasetFolder(lake, dataset));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
  return visibleFiles(names.map(parseLakeFile).filter((file) => file !== undefined));
}
