/** The HTTP API: one entry a route. Handlers, the command line and docs/api.md all read this list. */
import { z } from 'zod';
import { exportedCell, exportedTable, exportFormats } from './export/export.ts';
import { viewName } from './pivot/saved-view.ts';
import { cellPath, eventOrder, filter, pivotSpec } from './pivot/spec.ts';
import { pivotView } from './pivot/view.ts';
import { planQuestion, runQuestion, runStates } from './run/run.ts';
import { credentials, place, sourceName } from './source.ts';

const timeText = z.string().describe('RFC 3339 or Unix seconds; without a zone it is UTC');
const page = {
  limit: z.int().min(1).max(10_000).default(100),
  offset: z.int().min(0).default(0),
  order: eventOrder.default('oldest'),
  count: z.boolean().default(true).describe('false: total and inRange are null, and the page is sooner there'),
};

/** The map of a question: `name` (its newest version) or `name@version`; null for none. */
const mapText = z.string().min(1).max(300).nullable().default(null);

export const runsQuestion = z.strictObject({
  source: z.string().optional(),
  state: z
    .enum(['active', ...runStates])
    .optional()
    .describe('active: not ended'),
  limit: z.coerce.number().int().min(1).max(100).default(100),
});

export const coverageQuestion = z.strictObject({ source: z.string(), from: timeText, to: timeText });

export const newSource = z.strictObject({ name: sourceName, place, credentials: credentials.optional() });

/** A place that need not be stored; without credentials, those stored with `source` (id or name) are used. */
export const sourceTrial = z.strictObject({
  name: sourceName.optional(),
  place,
  credentials: credentials.optional(),
  source: z.string().min(1).max(200).optional(),
});

/** What is left out stays as it is; credentials `null` removes them. */
export const sourceChange = z.strictObject({
  name: sourceName.optional(),
  place: place.optional(),
  credentials: credentials.nullable().optional(),
});

export const pivotQuestion = z.strictObject({
  source: z.string(),
  from: timeText,
  to: timeText,
  map: mapText,
  spec: pivotSpec.nullable().default(null),
});

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

export const newView = z.strictObject({ name: viewName, view: pivotView });

export const viewChange = z
  .strictObject({ name: viewName.optional(), view: pivotView.optional() })
  .refine(({ name, view }) => name !== undefined || view !== undefined, 'give a name or a view');

export const mapPreviewQuery = mapUpload.extend({ name: sourceName.nullable().default(null) });

const versionText = z.coerce.number<string>().int().min(1).optional().describe('without it, the newest');

export const mapRowsQuery = z.strictObject({
  version: versionText,
  search: z.string().max(200).default(''),
  limit: z.coerce.number<string>().int().min(1).max(1000).default(100),
  offset: z.coerce.number<string>().int().min(0).default(0),
});

export const mapFileQuery = z.strictObject({ version: versionText });

export const session = z.strictObject({ token: z.string().min(1).max(1000) });

export type Route = {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
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
    method: 'GET',
    path: '/about',
    does: 'The versions of what Weir is made of, and since when the web process runs.',
    answers:
      '`{weir, node, next, schema, engine, duckdb, redis, started, uptime}`; `duckdb` and `redis` are `{version}` or `{away: sentence}`, `uptime` is in seconds',
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
    answers: '201: `Source` = `{id, name, place, dataset, hasCredentials, created}`',
  },
  {
    method: 'POST',
    path: '/sources/test',
    does: 'Reaches a place that need not be stored and says what is there. Stored credentials are only sent to the server that they were stored for.',
    body: sourceTrial,
    answers: 'as `POST /sources/{source}/test`',
  },
  { method: 'GET', path: '/sources/{source}', does: 'One source, by id or name.', answers: '`Source`' },
  {
    method: 'PUT',
    path: '/sources/{source}',
    does: 'Changes a source. Another index, path, query or preset starts a new dataset; another server needs its credentials entered again.',
    body: sourceChange,
    answers:
      '`Source` with `newDataset`; 409 for a name that is taken, or while runs of it have not ended that a new dataset would break',
  },
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
    method: 'POST',
    path: '/maps/preview',
    does: 'Reads a CSV file, sent as the body, as publishing would, and says what is in it. Nothing is published or kept.',
    query: mapPreviewQuery,
    answers:
      '`{key, columns, rows, delimiter, warnings, first: [{line, key, cells}], compared}`: the first 50 rows, and against the newest version of the map `name` `{version, added, gone, changed, columnsAdded, columnsGone}` or null; 400 with `lines` for a bad file. Long cells are cut and end with …',
  },
  {
    method: 'GET',
    path: '/maps/{map}',
    does: 'The versions of a rule map, newest first.',
    answers: '`{versions: [MapVersion]}`',
  },
  {
    method: 'GET',
    path: '/maps/{map}/rows',
    does: 'A page of the rows of a version, in the order of its file; `search` is looked for in every cell, whatever its case.',
    query: mapRowsQuery,
    answers: '`{version, total, rows: [{line, key, cells}]}`; long cells are cut and end with …',
  },
  {
    method: 'GET',
    path: '/maps/{map}/file',
    does: 'A version as a CSV file (RFC 4180), the key column first. Cells are as they were uploaded, formulas too.',
    query: mapFileQuery,
    answers: 'text/csv',
  },
  {
    method: 'GET',
    path: '/runs',
    does: 'The latest runs, newest first, and how many there are of that kind.',
    query: runsQuestion,
    answers: '`{runs: [Run], total}`',
  },
  {
    method: 'POST',
    path: '/runs',
    does: 'Starts a run: pulls what the dataset lacks of the range, then stores its pivot.',
    body: runQuestion,
    answers: '202: `Run`',
  },
  {
    method: 'POST',
    path: '/runs/plan',
    does: 'Says what a run would find and have to do, without starting it.',
    body: planQuestion,
    answers:
      '`{stored, storedReachesBeyond, batches, estimate, from, to, notice, secondsEstimate}`: `stored` events of the files that touch the range (and may reach beyond it), about `estimate` events to pull in `batches`, in about `secondsEstimate` seconds, null when no run of the source has ended yet',
  },
  {
    method: 'GET',
    path: '/runs/{run}',
    does: 'One run.',
    answers:
      '`Run` = `{id, source, state, from, to, notice, map, spec, events, outside, expected, read, stored, duplicates, rejected, batches, batchStates, failedBatches, pulled, estimate, rate, secondsLeft, seconds, artefact, error, …}`; `failedBatches` are the first 100 (3 in a list), `rate` is in events/s',
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
    does: 'The run as server-sent events until it has ended, looked at twice a second: `data:` a `Run` with `changed`, those of its batches that differ from the event before.',
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
    method: 'GET',
    path: '/coverage',
    does: 'What is stored of a range, rounded outward to the minute. Asks no Elasticsearch.',
    query: coverageQuestion,
    answers:
      "`{kind, from, to, settled, share, pieces: [{from, to, state, events}], missing: [{from, to}], storedEvents, reachesBeyond, segments, missingSegments, trouble, first, last}`; times in epoch ms; `state` is final, provisional, missing or failed; `share` is of the time, or of a folder's segments; nothing after `settled` can be pulled yet",
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
    does: 'The events that a cell counted.',
    body: cellQuestion,
    answers: "`{total, events}`; total is the cell's count",
  },
  {
    method: 'POST',
    path: '/events',
    does: 'The stored events of a range that satisfy the filters.',
    body: eventsQuestion,
    answers: '`{total, inRange, events}`',
  },
  { method: 'GET', path: '/views', does: 'Lists the saved views by name.', answers: '`{views: [SavedView]}`' },
  {
    method: 'POST',
    path: '/views',
    does: 'Saves a view. A range like `{"last": "24h"}` stays relative.',
    body: newView,
    answers:
      '201: `SavedView` = `{id, name, view, broken, created, changed}`; 409 when the name is taken. A view that this version cannot read has `view` null, and `broken` says why',
  },
  { method: 'GET', path: '/views/{view}', does: 'One saved view, by id or name.', answers: '`SavedView`' },
  {
    method: 'PUT',
    path: '/views/{view}',
    does: 'Renames a saved view, or saves another in its place: changes what is given.',
    body: viewChange,
    answers: '`SavedView`; 409 when the name is taken',
  },
  { method: 'DELETE', path: '/views/{view}', does: 'Deletes a saved view.', answers: '204' },
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
