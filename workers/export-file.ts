import { WeirError } from '#core/errors.ts';
import type { ExportFormat, ExportRequest } from '#core/export/export.ts';
import type { ExportColumn, Rows } from '#core/export/rows.ts';
import { checkTableWidth, tableColumns, tidyColumns, tidyTable, wholeTable } from '#core/export/table.ts';
import type { ArtefactMeta, PivotRequest } from '#core/pivot/artefact.ts';
import { formatTime } from '#core/time.ts';
import { findArtefact, readArtefact, readTile } from '#server/artefacts/files.ts';
import { writeRows } from '#server/exports/writers/write-rows.ts';
import type { Written } from '#server/exports/writers/written.ts';
import { readAllEvents } from '#server/lake/pivot/all-events.ts';
import { cellSelection, rangeSelection } from '#server/lake/pivot/selection.ts';
import { rowsToParquet } from '#server/lake/rows-to-parquet.ts';
import type { LakeWorld } from './world.ts';

/** Rows written so far, and how many there will be where that is known. */
export type Counter = { rows: number; total: number | null };

type What = ExportRequest['what'];

/** Writes the events of a cell, or of a range. Returns the notes. @throws WeirError when it could not be all of them */
export async function writeEvents(
  world: LakeWorld,
  what: Exclude<What, { kind: 'table' }>,
  format: ExportFormat,
  path: string,
  counter: Counter,
  signal: AbortSignal,
): Promise<string[]> {
  const { folder, duck } = world;
  const request =
    what.kind === 'events' ? asRequest(what) : (await readArtefact(folder.artefacts, what.artefact, 'meta')).request;
  const selection =
    what.kind === 'events'
      ? await rangeSelection(folder, request)
      : await cellSelection(folder, what.artefact, what.cell);
  return readAllEvents(
    duck,
    selection,
    async (events) => {
      if (events.inRange === 0)
        throw new WeirError(
          'invalid',
          'No event of this range is stored: pull it by a run first, or choose another range.',
          { field: 'from' },
        );
      counter.total = events.total;
      let notes: string[] = [];
      if (format === 'parquet') counter.rows = await events.toParquet(path);
      else {
        const rows = counted(events.rows(), counter);
        const about = aboutLines(request, [['Events', events.total]]);
        notes = await writeRows(path, format, { sheet: 'Events', columns: events.columns, rows, about }, signal);
      }
      if (counter.rows !== events.total) {
        throw new WeirError('internal', `Only ${counter.rows} of ${events.total} events could be exported: try again.`);
      }
      return notes;
    },
    signal,
  );
}

function asRequest({ dataset, from, to, map, filters }: Extract<What, { kind: 'events' }>): PivotRequest {
  return { dataset, from, to, map, spec: { rows: [], columns: [], values: ['count'], filters } };
}

/** Writes the table of an artefact. Returns the notes. @throws WeirError `invalid` for a table too wide for the format */
export async function writeTable(
  world: LakeWorld,
  { artefact, layout }: Extract<What, { kind: 'table' }>,
  format: ExportFormat,
  path: string,
  counter: Counter,
  signal: AbortSignal,
): Promise<string[]> {
  const { artefacts } = world.folder;
  const meta = await readArtefact(artefacts, artefact, 'meta');
  checkTableWidth(meta, layout, format);
  const [rowAxis, columnAxis] = await Promise.all([
    readArtefact(artefacts, artefact, 'rows'),
    readArtefact(artefacts, artefact, 'columns'),
  ]);
  const tile = (row: number, column: number) => {
    signal.throwIfAborted();
    return readTile(artefacts, artefact, row, column);
  };
  const tidy = layout === 'tidy';
  if (!tidy) counter.total = meta.rowCount;
  const columns = tidy ? tidyColumns(meta) : tableColumns(meta, columnAxis);
  const rows = counted((tidy ? tidyTable : wholeTable)(meta, rowAxis, columnAxis, tile), counter);
  const notes = await writeTableFile(world, meta, format, path, columns, rows, signal);
  // A tile without a file counted nothing; so does every tile of a pivot that was removed meanwhile.
  if (!(await findArtefact(artefacts, artefact)))
    throw new WeirError('not_found', 'The pivot was removed while it was exported: compute it again.', {
      field: 'artefact',
    });
  return notes;
}

async function writeTableFile(
  world: LakeWorld,
  meta: ArtefactMeta,
  format: ExportFormat,
  path: string,
  columns: ExportColumn[],
  rows: Rows,
  signal: AbortSignal,
): Promise<string[]> {
  if (format === 'parquet') {
    await rowsToParquet(world.duck, path, columns, rows, signal);
    return [];
  }
  const about = aboutLines(meta.request, [
    ['Events counted', meta.events],
    ['Events in the range', meta.inRange],
    ['Computed', formatTime(meta.computedAt)],
  ]);
  return writeRows(path, format, { sheet: 'Pivot', columns, rows, about }, signal);
}

async function* counted(rows: Rows, counter: Counter): Rows {
  for await (const some of rows) {
    yield some;
    counter.rows += some.length;
  }
}

function aboutLines(request: PivotRequest, more: Written['about']): Written['about'] {
  const { from, to, map, spec } = request;
  return [
    ['From', formatTime(from)],
    ['To', formatTime(to)],
    ['Rule map', map ? `${map.name}@${map.version}` : 'none'],
    ['Filters', spec.filters.length === 0 ? 'none' : JSON.stringify(spec.filters)],
    ...more,
    ['Exported', formatTime(Date.now())],
  ];
}
