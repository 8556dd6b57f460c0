/** The HTTP API: one entry a route. Handlers, the command line and docs/api.md all read this list. */
import { z } from 'zod';
import { exportedCell, exportedTable, exportFormats } from './export/export.ts';
import { cellPath, filter, pivotSpec } from './pivot/spec.ts';
import { runQuestion } from './run/run.ts';
import { credentials, place, sourceName } from './source.ts';

const timeText = z.string().describe('RFC 3339 or Unix seconds; without a zone it is UTC');
const page = { limit: z.int().min(1).max(10_000).default(100), offset: z.int().min(0).default(0) };

/** The map of a question: `name` (its newest version) or `name@version`; null for none. */
const mapText = z.string().min(1).max(300).nullable().default(null);

export const newSource = z.strictObject({ name: sourceName, place, credentials: credentials.optional() });

export const pivotQuestion = z.strictObject({
  source: z.string(),
  from: timeText,
  to: timeText,
  map: mapText,
  spec: pivotSpec.nullable().default(null),
});
export type PivotQuestion = z.input<typeof pivotQuestion>;

export const eventsQuestion = z.strictObject({
  source: z.string(),
  from: timeText,
  to: timeText,
  map: mapText,
  filters: z.array(filter).max(100).default([]),
  ...page,
});

/** What an export holds: a pivot's table, the events that a cell of it counted, or the events of a range. */
export const exportWhat = z.discriminatedUnion('kind', [
  exportedTable,
  exportedCell,
  z.strictObject({
    kind: z.literal('events'),
    source: z.string(),
    from: timeText,
    to: timeText,
    map: mapText,
    filters: z.array(filter).max(100).default([]),
  }),
]);
export type ExportWhat = z.input<typeof exportWhat>;

export const newExport = z.strictObject({ what: exportWhat, format: z.enum(exportFormats) });

export const cellQuestion = z.strictObject({ cell: cellPath, ...page });

export const mapUpload = z.strictObject({ name: sourceName, key: z.string().min(1).max(300).nullable().default(null) });

export const session = z.strictObject({ token: z.string().min(1).max(1000) });

export type Route = {
  method: 'GET' | 'POST' | 'DELETE';
  path: string;
  does: string;
  body?: z.ZodType;
  query?: z.ZodType;
  answers: string;
};

export const routes: readonly Route[] = [
  {
    method: 'GET',
    path: '/health',
    does: 'Says whether Redis, the store and a worker on every queue answer. Needs no token.',
    answers: '200 or 503: `{ok, redis, store, queues: [{name, workers, waiting, active}]}`',
  },
  {
    method: 'POST',
    path: '/session',
    does: 'Gives a browser a session for the token.',
    body: session,
    answers: '204 with a cookie',
  },
  { method: 'GET', path: '/sources', does: 'Lists the sources.', answers: '`{sources: [Source]}`' },
  {
    method: 'POST',
    path: '/sources',
    does: 'Adds a source. Credentials are stored encrypted and never given out.',
    body: newSource,
    answers: '201: `Source` = `{id, name, place, hasCredentials, created}`',
  },
  { method: 'GET', path: '/sources/{source}', does: 'One source, by id or name.', answers: '`Source`' },
  {
    method: 'DELETE',
    path: '/sources/{source}',
    does: 'Removes a source that has no runs.',
    answers: '204; 409 while runs of it are kept',
  },
  {
    method: 'POST',
    path: '/sources/{source}/test',
    does: 'Reaches the source and says what is there.',
    answers:
      '`{reachable, server?, events, eventsAreEstimated, first, last, filled, empty, sample}`; times in epoch ms',
  },
  {
    method: 'GET',
    path: '/maps',
    does: 'Lists the newest version of every rule map.',
    answers: '`{maps: [MapVersion]}`',
  },
  {
    method: 'POST',
    path: '/maps',
    does: 'Publishes a CSV file, sent as the body, as the next version of a rule map. A bad file changes nothing.',
    query: mapUpload,
    answers:
      '201: `MapVersion` = `{mapId, name, version, key, columns, rows, delimiter, published, warnings}`; 400 with `lines` for a bad file',
  },
  {
    method: 'GET',
    path: '/maps/{map}',
    does: 'The versions of a rule map, newest first.',
    answers: '`{versions: [MapVersion]}`',
  },
  { method: 'GET', path: '/runs', does: 'The latest 100 runs, newest first.', answers: '`{runs: [Run]}`' },
  {
    method: 'POST',
    path: '/runs',
    does: 'Starts a run: pulls what the dataset lacks of the range, then stores its pivot.',
    body: runQuestion,
    answers: '202: `Run`',
  },
  {
    method: 'GET',
    path: '/runs/{run}',
    does: 'One run.',
    answers:
      '`Run` = `{id, source, state, from, to, notice, map, spec, events, outside, expected, read, stored, duplicates, rejected, batches, batchStates, failedBatches, seconds, artefact, error, …}`',
  },
  {
    method: 'GET',
    path: '/runs/{run}/batches',
    does: "The batches of a run's plan, and the state of each.",
    answers: '`{batches: [{key, unit, state, read, error}]}`',
  },
  {
    method: 'GET',
    path: '/runs/{run}/progress',
    does: 'The run as server-sent events, `data:` a `Run` with `rate` (events/s) and `secondsLeft`, twice a second until it has ended.',
    answers: 'text/event-stream',
  },
  {
    method: 'POST',
    path: '/runs/{run}/cancel',
    does: 'Cancels a run; what it stored is kept.',
    answers: '202: `Run`; 409 when it has ended',
  },
  {
    method: 'POST',
    path: '/runs/{run}/retry',
    does: 'Takes up again a run that ended without being complete, with the batches that are missing.',
    answers: '202: `Run`; 409 when there is nothing to retry',
  },
  {
    method: 'GET',
    path: '/runs/{run}/rejected',
    does: 'The first 100 lines that were rejected.',
    answers: '`{total, lines: [{file, line, reason, text}]}`',
  },
  {
    method: 'POST',
    path: '/pivots',
    does: 'Computes a pivot over stored events, or finds the stored one.',
    body: pivotQuestion,
    answers:
      '`ArtefactMeta`: `{key, events, inRange, matchStates, measures, rowCount, columnCount, tileRows, tileColumns, …}`',
  },
  { method: 'GET', path: '/pivots/{artefact}', does: 'What a stored pivot is.', answers: '`ArtefactMeta`' },
  {
    method: 'GET',
    path: '/pivots/{artefact}/rows',
    does: 'The row tree in pre-order.',
    answers: '`[{depth, parent, member: {kind, value}, label, members?}]`',
  },
  { method: 'GET', path: '/pivots/{artefact}/columns', does: 'The column tree in pre-order.', answers: 'as rows' },
  {
    method: 'GET',
    path: '/pivots/{artefact}/scales',
    does: 'The largest values by depth, over the table and each column, for heat and bars.',
    answers: '`{table: [measure][rowDepth][columnDepth], columns: [measure][rowDepth][column]}`',
  },
  {
    method: 'GET',
    path: '/pivots/{artefact}/row-scales',
    does: 'The largest values by depth over each row.',
    answers: '`[measure][columnDepth][row]`',
  },
  {
    method: 'GET',
    path: '/pivots/{artefact}/tiles/{row}/{column}',
    does: 'A tile of values: `cells[row][column]` is a list with a value for each measure, or null.',
    answers: '`{cells}`',
  },
  {
    method: 'POST',
    path: '/pivots/{artefact}/events',
    does: 'The events that a cell counted, oldest first.',
    body: cellQuestion,
    answers: "`{total, events}`; total is the cell's count",
  },
  {
    method: 'POST',
    path: '/events',
    does: 'The stored events of a range that satisfy the filters, oldest first.',
    body: eventsQuestion,
    answers: '`{total, inRange, events}`',
  },
  {
    method: 'POST',
    path: '/exports',
    does: 'Has a worker write a table or events into a file: all of it, or it fails. The file is kept for a day.',
    body: newExport,
    answers: '202: `Export`',
  },
  {
    method: 'GET',
    path: '/exports/{export}',
    does: 'How far an export is. `total` and `bytes` are null while they are not known; `notes` say what was cut or changed, and why.',
    answers:
      '`Export` = `{id, state, format, rows, total, bytes, fileName, notes, error, created}`; state is waiting, running, done, failed or cancelled',
  },
  {
    method: 'GET',
    path: '/exports/{export}/file',
    does: 'The finished file.',
    answers: 'the file; 409 while it is not finished',
  },
  {
    method: 'DELETE',
    path: '/exports/{export}',
    does: 'Cancels an export that has not ended; removes one that has.',
    answers: '204',
  },
];
