import { readdir } from 'node:fs/promises';
import { WeirError } from '#core/errors.ts';
import type { LakeFile } from '#core/lake-file.ts';
import type { PivotRequest } from '#core/pivot/artefact.ts';
import { checkSpec } from '#core/pivot/question.ts';
import type { CellPath } from '#core/pivot/spec.ts';
import { overlaps } from '#core/window.ts';
import { readArtefact } from '#server/artefacts/files.ts';
import type { DataFolder } from '#server/data-folder.ts';
import { datasetFolder, listDataset } from '../listing.ts';
import { cellPredicate } from './cell.ts';
import { Bound, conditionsPredicate, type Scope } from './event-sql.ts';

/** Some of the stored events: those of a scope's range for which `where` holds; `inRange` of the range in all, where that is known. */
export type Selection = { scope: Scope; where: string; bound: Bound; inRange: number | null };

export function scopeOf(folder: DataFolder, request: PivotRequest, files: readonly string[]): Scope {
  return {
    folder: datasetFolder(folder.lake, request.dataset),
    dataRoot: folder.root,
    files,
    range: { from: request.from, to: request.to },
    map: request.map,
  };
}

/** The names of the files that a request's events lie in. */
export async function filesOf(folder: DataFolder, request: PivotRequest): Promise<string[]> {
  return (await listDataset(folder.lake, request.dataset))
    .filter((file) => touches(file, request))
    .map(({ name }) => name);
}

function touches(file: LakeFile, request: PivotRequest): boolean {
  return file.range !== null && file.counts.stored > 0 && overlaps(file.range, request);
}

/** The events that a cell of an artefact counted. @throws WeirError `not_found`, `invalid` for a cell that there is not */
export async function cellSelection(folder: DataFolder, artefact: string, cell: CellPath): Promise<Selection> {
  const meta = await readArtefact(folder.artefacts, artefact, 'meta');
  const [rows, columns] = await Promise.all([
    readArtefact(folder.artefacts, artefact, 'rows'),
    readArtefact(folder.artefacts, artefact, 'columns'),
  ]);
  await needFiles(datasetFolder(folder.lake, meta.request.dataset), meta.files);
  const question = checkSpec(meta.request.spec, meta.request.map);
  const scope = scopeOf(folder, meta.request, meta.files);
  const bound = new Bound();
  const where = [
    conditionsPredicate(question.conditions, scope, bound),
    cellPredicate('rows', question.rows, rows, cell.rows, scope, bound),
    cellPredicate('columns', question.columns, columns, cell.columns, scope, bound),
  ].join(' AND ');
  return { scope, where, bound, inRange: meta.inRange };
}

/** The events of a request's range that satisfy its spec's filters. @throws WeirError `invalid` */
export async function rangeSelection(folder: DataFolder, request: PivotRequest): Promise<Selection> {
  const question = checkSpec(request.spec, request.map);
  const scope = scopeOf(folder, request, await filesOf(folder, request));
  const bound = new Bound();
  return { scope, where: conditionsPredicate(question.conditions, scope, bound), bound, inRange: null };
}

/** @throws WeirError `not_found` when events that an artefact counted are no longer stored */
async function needFiles(dataset: string, files: readonly string[]): Promise<void> {
  const there = new Set(await readdir(dataset).catch(() => []));
  if (files.every((file) => there.has(file))) return;
  throw new WeirError('not_found', 'The events of this pivot were stored anew since: compute it again.', {
    field: 'artefact',
  });
}
