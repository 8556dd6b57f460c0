import { mkdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { WeirError } from '#core/errors.ts';
import { columnSchemaVersion, columns, extraColumn, identityColumns } from '#core/event.ts';
import type { FieldMap } from '#core/field-map/presets.ts';
import type { Shape } from '#core/field-map/shape.ts';
import { type LakeFile, lakeFileName } from '#core/lake-file.ts';
import type { Counts } from '#core/run/run.ts';
import type { Range } from '#core/window.ts';
import { scratchPath } from '#server/data-folder.ts';
import { type Duck, type DuckDBConnection, sqlName, sqlText } from './duckdb.ts';
import { frameLines, Rejections } from './framed-lines.ts';
import { datasetFolder } from './listing.ts';
import {
  columnList,
  extraExpression,
  type Reading,
  readJsonColumns,
  timeText,
  transformStructure,
} from './read-sql.ts';

/**
 * One batch as it came: a file of JSON lines below tmp/. `lines`: documents in it, counted by whoever wrote it;
 * `expected`: how many the source said it holds; `suspect`: something calls for the careful way at once.
 */
export type Batch = {
  path: string;
  lines: number;
  expected: number;
  suspect: boolean;
  map: FieldMap;
  shape: Shape;
  /** Number of the file's first line within the source's own file. */
  firstLine: () => Promise<number>;
  /** What a reader of the file wants to know of its origin; kept in the Parquet file's metadata. */
  origin: Record<string, string>;
};

/** Where a batch goes: a window or segment of a dataset. */
export type Target = Pick<LakeFile, 'kind' | 'key' | 'print' | 'generation' | 'final'> & {
  dataset: string;
  range: Range | null;
};

const identity = identityColumns.map(sqlName).join(', ');
const time = sqlName('Datetime');
const ray = sqlName('RayID');

/**
 * Stores a batch as one file of the lake and returns it. The file appears by one rename, so there is all of it or none.
 * Well-formed batches go through DuckDB's JSON reader in one pass; a batch in which that pass met trouble (broken lines,
 * cells of a wrong type, events without a time) is read again line by line, and what was rejected is listed.
 * @throws WeirError `out_of_resources` when memory or disk runs out
 */
export async function storeBatch(
  duck: Duck,
  lake: string,
  tmp: string,
  batch: Batch,
  target: Target,
  signal: AbortSignal,
): Promise<LakeFile> {
  const stem = scratchPath(tmp, 'batch');
  const names = { stage: `${stem}.stage.parquet`, frame: `${stem}.frame`, result: `${stem}.parquet` };
  try {
    return await duck.use(async (connection) => {
      const rejections = new Rejections();
      const staged =
        (batch.suspect ? null : await stageFast(connection, batch, names.stage)) ??
        (await stageCarefully(connection, batch, names, rejections, signal));
      const counts: Counts = {
        expected: batch.expected,
        read: batch.lines,
        stored: staged.distinct,
        duplicates: staged.timed - staged.distinct,
        rejected: rejections.total,
      };
      if (counts.stored + counts.duplicates + counts.rejected !== counts.read) {
        throw new WeirError('internal', `A batch does not add up: ${JSON.stringify(counts)}.`);
      }
      const plain = !staged.careful && counts.duplicates === 0;
      if (!plain) await rewrite(connection, batch, names, rejections);
      const range =
        target.kind === 'window'
          ? target.range
          : await leastAndGreatest(connection, plain ? names.stage : names.result);
      const file = { ...target, range, counts };
      const name = lakeFileName(file);
      await mkdir(datasetFolder(lake, target.dataset), { recursive: true });
      signal.throwIfAborted();
      await rename(plain ? names.stage : names.result, join(datasetFolder(lake, target.dataset), name));
      return { ...file, name };
    }, signal);
  } finally {
    for (const path of Object.values(names)) await rm(path, { force: true });
  }
}

/** rows: in the stage file; timed: those with a time; distinct: those without repeated deliveries. */
type Staged = { rows: number; timed: number; distinct: number; careful: boolean };

/**
 * How the lake's files are written. Small row groups: two writers of the default 122,880 rows need more than 384 MB, and
 * DuckDB then spends four fifths of its time making room.
 */
export const parquetOptions = 'FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 1, ROW_GROUP_SIZE 30720';

function metadata(facts: Record<string, string>): string {
  const all = { weir: String(columnSchemaVersion), ...facts };
  return `KV_METADATA {${Object.entries(all)
    .map(([key, value]) => `${sqlName(key)}: ${sqlText(value)}`)
    .join(', ')}}`;
}

async function stageFast(connection: DuckDBConnection, batch: Batch, stage: string): Promise<Staged | null> {
  const { map, shape, path } = batch;
  const select =
    batch.lines === 0
      ? selectDocuments(batch, '(SELECT NULL::JSON AS json WHERE false)', 'lenient', 'NULL')
      : shape.unknown
        ? selectDocuments(
            batch,
            `read_ndjson_objects(${sqlText(path)}, format = 'newline_delimited')`,
            'strict',
            extraExpression('json', map, shape),
          )
        : `SELECT ${columnList(map, shape, '', 'NULL')} FROM (
            SELECT *, ${timeText(map, shape, '')} AS time_text
            FROM read_json(${sqlText(path)}, format = 'newline_delimited', columns = ${readJsonColumns(map, shape)}))`;
  try {
    await connection.run(`COPY (${select}) TO ${sqlText(stage)} (${parquetOptions}, ${metadata(batch.origin)})`);
  } catch (error) {
    if (isDataTrouble(error)) return null;
    throw error;
  }
  const staged = await countStage(connection, stage);
  return staged.rows === batch.lines && staged.timed === staged.rows ? { ...staged, careful: false } : null;
}

/** Events out of a relation with a column `json`; `more` adds columns. */
function selectDocuments(batch: Batch, relation: string, reading: Reading, extra: string, more = ''): string {
  const { map, shape } = batch;
  const transform = reading === 'strict' ? 'json_transform_strict' : 'json_transform';
  return `SELECT ${columnList(map, shape, 'doc.', 'extra')}${more} FROM (
    SELECT *, ${timeText(map, shape, 'doc.')} AS time_text FROM (
      SELECT *, ${transform}(json, ${transformStructure(map, shape, reading)}) AS doc, ${extra} AS extra FROM ${relation}))`;
}

/** Errors that say that the input is odd, not that the machine is in trouble. */
function isDataTrouble(error: unknown): boolean {
  return error instanceof Error && /^(?:Invalid Input|Conversion|Parser|Out of Range) Error/i.test(error.message);
}

async function stageCarefully(
  connection: DuckDBConnection,
  batch: Batch,
  names: { stage: string; frame: string },
  rejections: Rejections,
  signal: AbortSignal,
): Promise<Staged> {
  const { map, shape } = batch;
  await frameLines(batch.path, names.frame, { map, shape, firstLine: await batch.firstLine(), rejections, signal });
  const frame = `read_csv(${sqlText(names.frame)}, auto_detect = false, header = false, strict_mode = false,
    columns = {'line': 'BIGINT', 'misfits': 'VARCHAR', 'text': 'VARCHAR'}, delim = '\x01', quote = '', escape = '', comment = '',
    new_line = '\\n', max_line_size = 33554432, buffer_size = 67108864)`;
  const empty = '(SELECT 0::BIGINT AS line, NULL::VARCHAR AS misfits, NULL::VARCHAR AS text WHERE false)';
  const lines = (await stat(names.frame)).size === 0 ? empty : frame;
  const relation = `(SELECT line, misfits, text, CASE WHEN json_valid(text) THEN text::JSON END AS json FROM ${lines})`;
  const rest = extraExpression('json', map, shape);
  const extra = `CASE WHEN misfits <> '{}' THEN json_merge_patch(coalesce(${rest}, '{}'), misfits) ELSE ${rest} END`;
  const untimed = `${time} IS NULL`;
  const more = `, line AS _line, CASE WHEN ${untimed} THEN left(text, 200) END AS _text, json IS NULL AS _broken`;
  await connection.run(
    `COPY (${selectDocuments(batch, relation, 'lenient', extra, more)}) TO ${sqlText(names.stage)} (${parquetOptions})`,
  );
  const rejected = await connection.runAndReadAll(
    `SELECT _line, _text, _broken FROM read_parquet(${sqlText(names.stage)}) WHERE ${untimed} ORDER BY _line`,
  );
  for (const [line, text, broken] of rejected.getRows()) {
    rejections.add(
      Number(line),
      broken ? 'The line is not valid JSON.' : 'The event has no usable time.',
      String(text),
    );
  }
  return { ...(await countStage(connection, names.stage)), careful: true };
}

/** Counts a stage file; equal identities are found by hash, and only where hashes repeat compared exactly. */
async function countStage(connection: DuckDBConnection, stage: string): Promise<Omit<Staged, 'careful'>> {
  const file = `read_parquet(${sqlText(stage)})`;
  const known = `${ray} IS NOT NULL AND ${ray} <> '' AND ${time} IS NOT NULL`;
  const counted = await connection.runAndReadAll(
    `SELECT count(*), count(${time}), count(*) FILTER (${known}), count(DISTINCT hash(${identity})) FILTER (${known}) FROM ${file}`,
  );
  const [rows = 0, timed = 0, identified = 0, hashes = 0] = (counted.getRows()[0] ?? []).map(Number);
  if (identified === hashes) return { rows, timed, distinct: timed };
  const exact = await connection.runAndReadAll(
    `SELECT count(*) FROM (SELECT DISTINCT ${identity} FROM ${file} WHERE ${known})`,
  );
  return { rows, timed, distinct: timed - identified + Number(exact.getRows()[0]?.[0] ?? 0) };
}

/** The final file out of the stage: without events that have no time, and without repeated deliveries. */
async function rewrite(
  connection: DuckDBConnection,
  batch: Batch,
  names: { stage: string; result: string },
  rejections: Rejections,
): Promise<void> {
  const list = [...columns.map(({ name }) => name), extraColumn].map(sqlName).join(', ');
  const more: Record<string, string> = rejections.total === 0 ? {} : { rejected: JSON.stringify(rejections.first) };
  await connection.run(`COPY (
    SELECT ${list} FROM read_parquet(${sqlText(names.stage)}) WHERE ${time} IS NOT NULL
    QUALIFY ${ray} IS NULL OR ${ray} = '' OR row_number() OVER (PARTITION BY ${identity}) = 1
  ) TO ${sqlText(names.result)} (${parquetOptions}, ${metadata({ ...batch.origin, ...more })})`);
}

async function leastAndGreatest(connection: DuckDBConnection, file: string): Promise<Range | null> {
  const result = await connection.runAndReadAll(
    `SELECT epoch_ms(min(${time})), epoch_ms(max(${time})) FROM read_parquet(${sqlText(file)})`,
  );
  const [least, greatest] = result.getRows()[0] ?? [];
  return least === null || least === undefined ? null : { from: Number(least), to: Number(greatest) + 1 };
}
