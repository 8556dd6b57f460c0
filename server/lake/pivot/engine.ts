import { readdir } from 'node:fs/promises';
import { WeirError } from '#core/errors.ts';
import { contentHash } from '#core/hash.ts';
import type { LakeFile } from '#core/lake-file.ts';
import {
  type ArtefactMeta,
  engineVersion,
  type PivotRequest,
  type RowScales,
  type Scales,
} from '#core/pivot/artefact.ts';
import type { PivotEngine } from '#core/pivot/engine.ts';
import { findNode, foldAxis, type RawNode } from '#core/pivot/fold.ts';
import { checkSpec, type Level, type Measure, type Question } from '#core/pivot/question.ts';
import type { Member } from '#core/pivot/spec.ts';
import { overlaps } from '#core/window.ts';
import { findArtefact, readArtefact, writeArtefact } from '#server/artefacts/files.ts';
import type { DataFolder } from '#server/data-folder.ts';
import type { Duck, DuckDBConnection } from '../duckdb.ts';
import { datasetFolder, listDataset } from '../listing.ts';
import { cellPredicate } from './cell.ts';
import { countDistinct, type DistinctLimits, distinctLimits, type Pair } from './distinct.ts';
import { Bound, conditionsPredicate, filesRelation, inRange, memberPredicate, type Scope } from './event-sql.ts';
import { pageOfEvents } from './events.ts';
import { additiveValue, type Groups, makeGroups } from './grouping.ts';
import { scalesOf } from './scales.ts';
import { CellTable, tileColumns, tileRows, tilesOf } from './tiles.ts';

/** How distinct values are counted, and how many nodes an axis may have: beyond that the answer is refused, not cut. */
export type EngineLimits = DistinctLimits & { nodes: number };

export const engineLimits: EngineLimits = { ...distinctLimits, nodes: 1_000_000 };

/** The engine over stored events: DuckDB on the lake's Parquet files. */
export function lakeEngine(duck: Duck, folder: DataFolder, limits: EngineLimits = engineLimits): PivotEngine {
  const scopeOf = (request: PivotRequest, files: readonly string[]): Scope => ({
    folder: datasetFolder(folder.lake, request.dataset),
    dataRoot: folder.root,
    files,
    range: { from: request.from, to: request.to },
    map: request.map,
  });
  const filesOf = async (request: PivotRequest) =>
    (await listDataset(folder.lake, request.dataset)).filter((file) => touches(file, request)).map(({ name }) => name);

  return {
    async compute(request, signal) {
      const question = checkSpec(request.spec, request.map);
      const files = await filesOf(request);
      const key = contentHash({ request, files, engineVersion });
      const stored = await findArtefact(folder.artefacts, key);
      if (stored) return stored;
      const scope = scopeOf(request, files);
      const meta = await duck.use(
        (connection) => computeArtefact(connection, scope, request, question, key, folder, limits),
        signal,
      );
      return meta;
    },
    async cellEvents(artefact, cell, page, signal) {
      const meta = await readArtefact(folder.artefacts, artefact, 'meta');
      const [rows, columns] = await Promise.all([
        readArtefact(folder.artefacts, artefact, 'rows'),
        readArtefact(folder.artefacts, artefact, 'columns'),
      ]);
      await needFiles(datasetFolder(folder.lake, meta.request.dataset), meta.files);
      const question = checkSpec(meta.request.spec, meta.request.map);
      const scope = scopeOf(meta.request, meta.files);
      const bound = new Bound();
      const where = [
        conditionsPredicate(question.conditions, scope, bound),
        cellPredicate('rows', question.rows, rows, cell.rows, scope, bound),
        cellPredicate('columns', question.columns, columns, cell.columns, scope, bound),
      ].join(' AND ');
      return duck.use((connection) => pageOfEvents(connection, scope, where, bound, page), signal);
    },
    async listEvents(request, page, signal) {
      const question = checkSpec(request.spec, request.map);
      const scope = scopeOf(request, await filesOf(request));
      const bound = new Bound();
      const where = conditionsPredicate(question.conditions, scope, bound);
      return duck.use((connection) => pageOfEvents(connection, scope, where, bound, page), signal);
    },
  };
}

/** @throws WeirError `not_found` when events that an artefact counted are no longer stored */
async function needFiles(dataset: string, files: readonly string[]): Promise<void> {
  const there = new Set(await readdir(dataset).catch(() => []));
  if (files.every((file) => there.has(file))) return;
  throw new WeirError('not_found', 'The events of this pivot were stored anew since: compute it again.', {
    field: 'artefact',
  });
}

function touches(file: LakeFile, request: PivotRequest): boolean {
  return file.range !== null && file.counts.stored > 0 && overlaps(file.range, request);
}

/** Most cells that an artefact may have; beyond it the answer is refused, not cut. */
const mostCells = 5_000_000;

async function computeArtefact(
  connection: DuckDBConnection,
  scope: Scope,
  request: PivotRequest,
  question: Question,
  key: string,
  folder: DataFolder,
  limits: EngineLimits,
): Promise<ArtefactMeta> {
  const started = performance.now();
  const measures = allMeasures(question);
  const groups = await makeGroups(connection, scope, question, measures, limits.nodes);
  const leaf: Pair = { row: question.rows.length, column: question.columns.length };
  const pairs: Pair[] = [];
  for (let row = 0; row <= leaf.row; row++)
    for (let column = 0; column <= leaf.column; column++) pairs.push({ row, column });

  const table = new CellTable(groups.columns.length, measures.length, mostCells);
  await readAdditive(connection, measures, pairs, table);
  for (const [index, measure] of measures.entries()) {
    if (additiveValue(measure, index) !== null) continue;
    await countDistinct(connection, groups, measure, index, pairs, leaf, limits);
    await readDistinct(connection, measure, index, pairs, table);
  }
  const matchStates = request.map ? await countMatchStates(connection, groups, scope) : null;
  const ranged = await connection.runAndReadAll(`SELECT count(*) FROM ${filesRelation(scope)} WHERE ${inRange(scope)}`);

  const measureIndex = new Map(measures.map(({ text }, index) => [text, index]));
  const value = (row: number, column: number, text: string) => table.value(row, column, measureIndex.get(text) ?? 0);
  const rowOf = nodeFinder(groups.rows);
  const columnOf = nodeFinder(groups.columns);
  const rows = foldAxis(groups.rows, question.rows, (id, text, at) => value(id, columnOf(at), text));
  const columns = foldAxis(groups.columns, question.columns, (id, text, at) => value(rowOf(at), id, text));
  const shown = question.measures;
  const meta: ArtefactMeta = {
    key,
    engineVersion,
    request,
    files: [...scope.files],
    events: Number(table.value(0, 0, measureIndex.get('count') ?? 0) ?? 0),
    inRange: Number(ranged.getRows()[0]?.[0] ?? 0),
    matchStates,
    measures: shown.map(({ text, label, additive }) => ({ text, label, additive })),
    rowCount: rows.axis.length,
    columnCount: columns.axis.length,
    tileRows,
    tileColumns,
    computedAt: Date.now(),
    milliseconds: 0,
  };
  const shownIndices = shown.map(({ text }) => measureIndex.get(text) ?? 0);
  const tiles = tilesOf(table, rows.position, columns.position, rows.axis.length, columns.axis.length, shownIndices);
  const scales = scalesOf(table, rows, columns, shownIndices);
  meta.milliseconds = Math.round(performance.now() - started);
  await writeArtefact(folder, key, files(meta, rows.axis, columns.axis, scales, tiles));
  return meta;
}

function* files(
  meta: ArtefactMeta,
  rows: unknown,
  columns: unknown,
  scales: { scales: Scales; rowScales: RowScales },
  tiles: Iterable<[`tile-${number}-${number}`, unknown]>,
) {
  yield ['rows', rows] as ['rows', unknown];
  yield ['columns', columns] as ['columns', unknown];
  yield ['scales', scales.scales] as ['scales', unknown];
  yield ['row-scales', scales.rowScales] as ['row-scales', unknown];
  yield* tiles;
  yield ['meta', meta] as ['meta', unknown];
}

/** Finds the node that a sort names, once for each path. */
function nodeFinder(nodes: readonly RawNode[]): (path: readonly Member[]) => number {
  const known = new Map<readonly Member[], number>();
  return (path) => {
    let id = known.get(path);
    if (id === undefined) {
      id = path.length === 0 ? 0 : findNode(nodes, path);
      known.set(path, id);
    }
    return id;
  };
}

/** The measures that are shown, then those that only sort or rank, each once; the count is always among them. */
function allMeasures(question: Question): Measure[] {
  const ordering = (level: Level) => [
    ...(level.top ? [level.top.by] : []),
    ...(level.sort.by === 'label' ? [] : [level.sort.by]),
  ];
  const count: Measure = { text: 'count', label: 'events', kind: 'count', field: null, additive: true };
  const all = [...question.measures, ...[...question.rows, ...question.columns].flatMap(ordering), count];
  return [...new Map(all.map((measure) => [measure.text, measure])).values()];
}

async function readAdditive(
  connection: DuckDBConnection,
  measures: readonly Measure[],
  pairs: readonly Pair[],
  table: CellTable,
): Promise<void> {
  const shown = measures.flatMap((measure, index) => {
    const value = additiveValue(measure, index);
    return value === null ? [] : [{ index, value }];
  });
  for (const { row, column } of pairs) {
    const list = shown.map(({ index, value }) => `, ${value} AS v${index}`).join('');
    const result = await connection.stream(`SELECT r${row}, c${column}${list} FROM cells GROUP BY 1, 2`);
    for (let chunk = await result.fetchChunk(); chunk && chunk.rowCount > 0; chunk = await result.fetchChunk()) {
      const [r = [], c = [], ...values] = chunk.getColumns();
      for (let at = 0; at < chunk.rowCount; at++) {
        const cell = table.cell(Number(r[at]), Number(c[at]));
        shown.forEach(({ index }, position) => {
          table.set(cell, index, values[position]?.[at]);
        });
      }
    }
  }
}

/** Distinct counts, and for requests the events that have no RayID on top. */
async function readDistinct(
  connection: DuckDBConnection,
  measure: Measure,
  index: number,
  pairs: readonly Pair[],
  table: CellTable,
): Promise<void> {
  const lone =
    measure.kind === 'requests'
      ? pairs
          .map(({ row, column }) => ` UNION ALL SELECT r${row}, c${column}, sum(lone${index}) FROM cells GROUP BY 1, 2`)
          .join('')
      : '';
  const result = await connection.stream(
    `SELECT r, c, sum(v)::HUGEINT FROM (SELECT r, c, v FROM distinct_${index}${lone}) GROUP BY 1, 2`,
  );
  for (let chunk = await result.fetchChunk(); chunk && chunk.rowCount > 0; chunk = await result.fetchChunk()) {
    const [r = [], c = [], v = []] = chunk.getColumns();
    for (let at = 0; at < chunk.rowCount; at++) table.set(table.cell(Number(r[at]), Number(c[at])), index, v[at]);
  }
  table.fill(index, 0);
}

async function countMatchStates(
  connection: DuckDBConnection,
  groups: Groups,
  scope: Scope,
): Promise<ArtefactMeta['matchStates']> {
  const state = (value: string) =>
    memberPredicate({ kind: 'match', text: 'match' }, { kind: 'value', value }, scope, new Bound());
  const rule = groups.keys.indexOf('"RuleID"');
  const relation =
    rule >= 0
      ? `(SELECT k${rule} AS "RuleID", n FROM cells)`
      : `(SELECT "RuleID", count(*) AS n FROM ${groups.events.sql} GROUP BY 1)`;
  const sums = ['matched', 'unmatched', 'no id'].map((one) => `coalesce(sum(n) FILTER (${state(one)}), 0)::BIGINT`);
  const result = await connection.runAndReadAll(
    `SELECT ${sums.join(', ')} FROM ${relation}`,
    rule >= 0 ? [] : groups.events.bound.values,
  );
  const [matched = 0, unmatched = 0, none = 0] = (result.getRows()[0] ?? []).map(Number);
  return { matched, unmatched, 'no id': none };
}
