import { contentHash } from '#core/hash.ts';
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
import { findArtefact, writeArtefact } from '#server/artefacts/files.ts';
import type { DataFolder } from '#server/data-folder.ts';
import type { Duck, DuckDBConnection } from '../duckdb.ts';
import { countDistinct, type DistinctLimits, distinctLimits, type Pair } from './distinct.ts';
import { Bound, filesByRange, filesRelation, inRange, memberPredicate, type Scope } from './event-sql.ts';
import { pageOfEvents, type TimelineCache } from './events.ts';
import { additiveValue, type Groups, makeGroups } from './grouping.ts';
import { scalesOf } from './scales.ts';
import { cellSelection, filesOf, rangeSelection, scopeOf } from './selection.ts';
import { CellTable, tileColumns, tileRows, tilesOf } from './tiles.ts';

/** How distinct values are counted, and how many nodes an axis may have: beyond that the answer is refused, not cut. */
export type EngineLimits = DistinctLimits & { nodes: number };

export const engineLimits: EngineLimits = { ...distinctLimits, nodes: 1_000_000 };

/** The engine over stored events: DuckDB on the lake's Parquet files. */
export function lakeEngine(duck: Duck, folder: DataFolder, limits: EngineLimits = engineLimits): PivotEngine {
  const timelines: TimelineCache = new Map();
  return {
    async compute(request, signal) {
      const question = checkSpec(request.spec, request.map);
      const files = await filesOf(folder, request);
      const key = contentHash({ request, files, engineVersion });
      const stored = await findArtefact(folder.artefacts, key);
      if (stored) return stored;
      const scope = scopeOf(folder, request, files);
      const meta = await duck.use(
        (connection) => computeArtefact(connection, scope, request, question, key, folder, limits),
        signal,
      );
      return meta;
    },
    async cellEvents(artefact, cell, page, signal) {
      const { scope, where, bound, inRange: ranged } = await cellSelection(folder, artefact, cell);
      return duck.use((connection) => pageOfEvents(connection, scope, where, bound, page, ranged, timelines), signal);
    },
    async listEvents(request, page, signal) {
      const { scope, where, bound } = await rangeSelection(folder, request);
      return duck.use((connection) => pageOfEvents(connection, scope, where, bound, page, null, timelines), signal);
    },
  };
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
  const ranged = await countInRange(connection, scope);

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
    inRange: ranged,
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

/** How many events the range holds: of files that lie in it whole their names say it. */
async function countInRange(connection: DuckDBConnection, scope: Scope): Promise<number> {
  const { across, known } = filesByRange(scope);
  if (across.length === 0) return known;
  const relation = filesRelation({ ...scope, files: across });
  const result = await connection.runAndReadAll(`SELECT count(*) FROM ${relation} WHERE ${inRange(scope)}`);
  return known + Number(result.getRows()[0]?.[0] ?? 0);
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
