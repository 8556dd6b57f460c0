import type { DuckDBConnection } from '@duckdb/node-api';
import type { Measure } from '#core/pivot/question.ts';
import { sqlName } from '../duckdb.ts';
import { baseColumn, columnText } from './event-sql.ts';
import { type Groups, joinKeys } from './grouping.ts';

/** How distinct values are counted; the measured default is the engine's own choice. */
export type DistinctLimits = { bitmapValues: number; bitmapBytes: number };

export const distinctLimits: DistinctLimits = { bitmapValues: 200_000, bitmapBytes: 64 * 1024 * 1024 };

/** Pairs of axis depths, each a roll-up: `SELECT … GROUP BY r<i>, c<j>`. */
export type Pair = { row: number; column: number };

/**
 * Makes a temporary table `distinct_<index>` with (r, c, v): the exact number of distinct values of a measure in every
 * cell of every pair of levels.
 *
 * Bitmaps: with few values each gets a dense code; a leaf cell holds a bitmap of codes, totals are `bit_or` of bitmaps.
 * Spread: with many values, one pass finds for each value its least and greatest leaf. A value that lives in one leaf
 * counts once in that leaf and in every total above it, so these add up; only values that span leaves are kept apart
 * as (value, leaf) pairs and counted for each roll-up.
 */
export async function countDistinct(
  connection: DuckDBConnection,
  groups: Groups,
  measure: Measure,
  index: number,
  pairs: readonly Pair[],
  leaf: Pair,
  limits: DistinctLimits,
): Promise<void> {
  const table = `distinct_${index}`;
  const rollUps = (select: (pair: Pair) => string) => pairs.map(select).join(' UNION ALL ');
  if (measure.field?.kind === 'map' || measure.field?.kind === 'match') {
    const known = `count(DISTINCT x${index}) FILTER (x${index}[1] = 'v')`;
    await connection.run(
      `CREATE TEMP TABLE ${table} AS ${rollUps(({ row, column }) => `SELECT r${row} AS r, c${column} AS c, ${known} AS v FROM cells GROUP BY 1, 2`)}`,
    );
    return;
  }
  await connection.run(
    `CREATE TEMP TABLE leaves AS SELECT (row_number() OVER ())::INTEGER - 1 AS leaf, * FROM (SELECT DISTINCT ${levelsUpTo(leaf)} FROM cells)`,
  );
  await connection.run(
    `CREATE TEMP TABLE leaf_of AS SELECT ${['leaf', ...groups.keys.map((_key, at) => `k${at}`)].join(', ')}
      FROM cells JOIN leaves USING (r${leaf.row}, c${leaf.column})`,
  );
  const { values } = groups.events.bound;
  const keys = groups.keys.map((key, at) => `, ${key} AS e${at}`).join('');
  const located = (
    list: string,
  ) => `(SELECT leaf, x, y FROM (SELECT ${list}${keys} FROM ${groups.events.sql}) JOIN leaf_of ON ${joinKeys(groups)}
    WHERE x IS NOT NULL OR y IS NOT NULL)`;
  const number = async (sql: string, bound: typeof values = []) =>
    Number((await connection.runAndReadAll(sql, bound)).getRows()[0]?.[0] ?? 0);

  const column = measure.field ? baseColumn(measure.field) : 'RayID';
  const value = measure.field ? columnText(measure.field) : `nullif(${sqlName(column)}, '')`;
  const about = await number(`SELECT approx_count_distinct(${value}) FROM ${groups.events.sql}`, values);
  const leaves = await number('SELECT count(*) FROM leaves');
  if (about <= limits.bitmapValues && (leaves * about) / 8 <= limits.bitmapBytes) {
    await connection.run(
      `CREATE TEMP TABLE codes AS SELECT z, (row_number() OVER ())::INTEGER - 1 AS code
        FROM (SELECT DISTINCT ${value} AS z FROM ${groups.events.sql}) WHERE z IS NOT NULL`,
      values,
    );
    const last = Math.max(0, (await number('SELECT count(*) FROM codes')) - 1);
    await connection.run(
      `CREATE TEMP TABLE bits AS SELECT leaves.*, b FROM leaves JOIN (
        SELECT leaf, bitstring_agg(code, 0, ${last}) AS b FROM ${located(`${value} AS x, NULL::VARCHAR AS y`)} JOIN codes ON x = z GROUP BY leaf) USING (leaf)`,
      values,
    );
    await connection.run(
      `CREATE TEMP TABLE ${table} AS ${rollUps(({ row, column: at }) => `SELECT r${row} AS r, c${at} AS c, bit_count(bit_or(b))::BIGINT AS v FROM bits GROUP BY 1, 2`)}`,
    );
    await connection.run('DROP TABLE bits; DROP TABLE codes');
  } else {
    const events = located(column === 'RayID' ? rayColumns(value) : `${value} AS x, NULL::VARCHAR AS y`);
    await connection.run(
      `CREATE TEMP TABLE spread AS SELECT x, y, min(leaf) AS least, max(leaf) AS most FROM ${events} GROUP BY x, y`,
      values,
    );
    await connection.run(
      'CREATE TEMP TABLE alone AS SELECT least AS leaf, count(*) AS v FROM spread WHERE least = most GROUP BY 1',
    );
    await connection.run('CREATE TEMP TABLE wide AS SELECT x AS wx, y AS wy FROM spread WHERE least <> most');
    await connection.run('DROP TABLE spread');
    await connection.run(
      `CREATE TEMP TABLE spans AS SELECT DISTINCT leaf, x, y FROM ${events} JOIN wide ON x IS NOT DISTINCT FROM wx AND y IS NOT DISTINCT FROM wy`,
      values,
    );
    await connection.run(
      `CREATE TEMP TABLE ${table} AS SELECT r, c, sum(v)::BIGINT AS v FROM (${rollUps(
        ({
          row,
          column: at,
        }) => `SELECT r${row} AS r, c${at} AS c, sum(v) AS v FROM alone JOIN leaves USING (leaf) GROUP BY 1, 2
          UNION ALL SELECT r, c, count(*) FROM (SELECT DISTINCT r${row} AS r, c${at} AS c, x, y FROM spans JOIN leaves USING (leaf)) GROUP BY 1, 2`,
      )}) GROUP BY 1, 2`,
    );
    await connection.run('DROP TABLE alone; DROP TABLE wide; DROP TABLE spans');
  }
  await connection.run('DROP TABLE leaf_of; DROP TABLE leaves');
}

/** A RayID of 16 hex digits is a 64-bit number, which is cheaper to group by; any other text stays itself. */
function rayColumns(value: string): string {
  const hex = `regexp_full_match(${value}, '[0-9a-f]{16}')`;
  return `CASE WHEN ${hex} THEN CAST('0x' || ${value} AS UBIGINT) END AS x, CASE WHEN NOT ${hex} THEN ${value} END AS y`;
}

function levelsUpTo({ row, column }: Pair): string {
  const rows = Array.from({ length: row + 1 }, (_one, depth) => `r${depth}`);
  return [...rows, ...Array.from({ length: column + 1 }, (_one, depth) => `c${depth}`)].join(', ');
}
