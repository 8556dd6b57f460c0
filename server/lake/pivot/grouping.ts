import type { DuckDBConnection } from '@duckdb/node-api';
import { WeirError } from '#core/errors.ts';
import type { RawNode } from '#core/pivot/fold.ts';
import type { Field, Level, Measure, Question } from '#core/pivot/question.ts';
import { sqlName } from '../duckdb.ts';
import {
  Bound,
  columnText,
  conditionsPredicate,
  eventsInRange,
  mapRelation,
  memberExpression,
  rawKey,
  type Scope,
} from './event-sql.ts';

/**
 * The groups of a pivot, as temporary tables of one connection:
 *   raw     events grouped by raw keys `k0…`, with the additive parts of every measure
 *   cells   raw, joined to the map: the node of each level `r0…rR`, `c0…cC` (r0 and c0 are the totals), the parts
 */
export type Groups = {
  events: { sql: string; bound: Bound };
  keys: string[];
  rows: RawNode[];
  columns: RawNode[];
};

/** A measure's additive part as it is stored in `raw`, or null when it has none. */
type Part = { name: string; make: string; merge: string };

/** The event column behind a measure, quoted. */
function measured(measure: Measure): string {
  return measure.field ? columnText(measure.field) : '*';
}

export function partsOf(measures: readonly Measure[]): Part[] {
  const parts: Part[] = [{ name: 'n', make: 'count(*)', merge: 'sum(n)' }];
  measures.forEach((measure, index) => {
    const of = measured(measure);
    const add = (name: string, make: string, merge: string) =>
      parts.push({ name: `${name}${index}`, make, merge: `${merge}(${name}${index})` });
    if (measure.kind === 'requests') add('lone', `count(*) FILTER (coalesce(${sqlName('RayID')}, '') = '')`, 'sum');
    if (measure.kind === 'sum' || measure.kind === 'avg') add('sum', `sum(${of})`, 'sum');
    if (measure.kind === 'avg') add('known', `count(${of})`, 'sum');
    if (measure.kind === 'min') add('least', `min(${of})`, 'min');
    if (measure.kind === 'max') add('most', `max(${of})`, 'max');
  });
  return parts;
}

/** The value of an additive measure over cells; distinct measures have none here. */
export function additiveValue(measure: Measure, index: number): string | null {
  const value = {
    count: 'sum(n)',
    sum: `sum(sum${index})`,
    avg: `sum(sum${index})::DOUBLE / nullif(sum(known${index}), 0)`,
    min: `min(least${index})`,
    max: `max(most${index})`,
  };
  if (measure.kind === 'requests' || measure.kind === 'distinct') return null;
  const text = value[measure.kind];
  const isTime = measure.field?.kind === 'column' && measure.field.column.kind === 'time';
  return isTime ? `strftime(${text}, '%Y-%m-%dT%H:%M:%S.%fZ')` : measure.kind === 'avg' ? text : `(${text})::HUGEINT`;
}

/**
 * Groups the events of a scope by what the question's levels need, joins the map to the few groups, cuts levels down
 * to their top N, and numbers the nodes of both axes, each of at most `mostNodes`.
 * @throws WeirError `out_of_resources`, naming the level that has too many
 */
export async function makeGroups(
  connection: DuckDBConnection,
  scope: Scope,
  question: Question,
  measures: readonly Measure[],
  mostNodes: number,
): Promise<Groups> {
  const bound = new Bound();
  const levels = [...question.rows, ...question.columns];
  const mapMeasures = measures.flatMap(({ field }, index) =>
    field && ofMap(field) ? [{ field, name: `x${index}` }] : [],
  );
  const usesMap = levels.some(({ field }) => ofMap(field)) || mapMeasures.length > 0;
  const keyTexts = [...new Set([...levels, ...mapMeasures].map(({ field }) => rawKey(field, scope.range)))];
  const where = conditionsPredicate(question.conditions, scope, bound);
  const events = `(SELECT * FROM ${eventsInRange(scope)} WHERE ${where})`;
  const parts = partsOf(measures);
  const keys = keyTexts.map((text, index) => `${text} AS k${index}`);
  const columns = [...keys, ...parts.map(({ name, make }) => `${make} AS ${name}`)];
  const grouped =
    keyTexts.length > 0 ? ` GROUP BY ${keyTexts.map((_text, index) => index + 1).join(', ')}` : ' HAVING count(*) > 0';
  await connection.run(`CREATE TEMP TABLE raw AS SELECT ${columns.join(', ')} FROM ${events}${grouped}`, bound.values);

  const members = [...levels.map(({ field }, index) => ({ field, name: `d${index}` })), ...mapMeasures].map(
    ({ field, name }) => {
      const key = `k${keyTexts.indexOf(rawKey(field, scope.range))}`;
      return `${memberExpression(field, key, scope.range)} AS ${name}`;
    },
  );
  const ruleKey = `k${keyTexts.indexOf(sqlName('RuleID'))}`;
  const joined = usesMap ? ` LEFT JOIN ${mapRelation(scope)} AS m ON m.key = ${ruleKey} AND ${ruleKey} <> ''` : '';
  await connection.run(
    `CREATE TEMP TABLE cells AS SELECT raw.*${members.map((one) => `, ${one}`).join('')}, 0 AS r0, 0 AS c0 FROM raw${joined}`,
  );

  const result: Groups = { events: { sql: events, bound }, keys: keyTexts, rows: [root()], columns: [root()] };
  for (const axis of ['rows', 'columns'] as const) {
    const start = axis === 'rows' ? 0 : question.rows.length;
    for (const [index, level] of question[axis].entries()) {
      const step: Step = { letter: axis === 'rows' ? 'r' : 'c', depth: index + 1, member: `d${start + index}` };
      const merged = level.top ? await keepTop(connection, result, level, step, measures) : new Map<number, number>();
      await numberNodes(connection, step, result[axis], merged, mostNodes);
    }
  }
  return result;
}

const ofMap = (field: Field) => field.kind === 'map' || field.kind === 'match';

const root = (): RawNode => ({ id: 0, parent: -1, depth: 0, member: 'v' });

type Step = { letter: 'r' | 'c'; depth: number; member: string };

/** Puts all but the top members of a level, within their parent, into Other. Returns how many each parent's Other holds. */
async function keepTop(
  connection: DuckDBConnection,
  groups: Groups,
  level: Level,
  step: Step,
  measures: readonly Measure[],
): Promise<Map<number, number>> {
  const { n, by } = level.top as { n: number; by: Measure };
  const parent = `${step.letter}${step.depth - 1}`;
  const index = measures.findIndex(({ text }) => text === by.text);
  const additive = additiveValue(by, index);
  const ranked = additive
    ? `SELECT ${parent} AS p, ${step.member} AS d, ${additive} AS v FROM cells GROUP BY 1, 2`
    : distinctRanking(groups, by, index, parent, step.member);
  await connection.run(
    `CREATE TEMP TABLE losers AS SELECT p, d FROM (${ranked}) WHERE d[1] = 'v'
      QUALIFY row_number() OVER (PARTITION BY p ORDER BY v DESC NULLS LAST, d) > ${n}`,
    ranked.includes(groups.events.sql) ? groups.events.bound.values : [],
  );
  const counts = await connection.runAndReadAll('SELECT p, count(*) FROM losers GROUP BY p');
  await connection.run(
    `UPDATE cells SET ${step.member} = 'o' FROM losers WHERE cells.${parent} = losers.p AND cells.${step.member} = losers.d`,
  );
  await connection.run('DROP TABLE losers');
  return new Map(counts.getRows().map(([p, count]) => [Number(p), Number(count)]));
}

/** Ranks by a measure that does not add up: counted from events, for this level alone. */
function distinctRanking(groups: Groups, by: Measure, index: number, parent: string, member: string): string {
  if (by.field && ofMap(by.field)) {
    return `SELECT ${parent} AS p, ${member} AS d, count(DISTINCT x${index}) FILTER (x${index}[1] = 'v') AS v FROM cells GROUP BY 1, 2`;
  }
  const isRequests = by.kind === 'requests';
  const value = isRequests ? `nullif(${sqlName('RayID')}, '')` : measured(by);
  const keys = groups.keys.map((key, at) => `, ${key} AS e${at}`).join('');
  const lone = isRequests ? ' + count(*) FILTER (x IS NULL)' : '';
  return `SELECT ${parent} AS p, ${member} AS d, count(DISTINCT x)${lone} AS v
    FROM (SELECT ${value} AS x${keys} FROM ${groups.events.sql}) JOIN cells ON ${joinKeys(groups)} GROUP BY 1, 2`;
}

/** Joins events (keys `e0…`) to cells (keys `k0…`); nulls are equal. */
export function joinKeys(groups: Groups): string {
  return groups.keys.map((_key, index) => `e${index} IS NOT DISTINCT FROM k${index}`).join(' AND ') || 'true';
}

/** Gives each member of a level, within its parent, a node, and each cell its node's number. */
async function numberNodes(
  connection: DuckDBConnection,
  step: Step,
  nodes: RawNode[],
  merged: ReadonlyMap<number, number>,
  mostNodes: number,
): Promise<void> {
  const axis = step.letter === 'r' ? 'rows' : 'columns';
  const here = `${step.letter}${step.depth}`;
  const parent = `${step.letter}${step.depth - 1}`;
  await connection.run(
    `CREATE TEMP TABLE nodes AS SELECT p, d, (row_number() OVER () + ${nodes.length - 1})::INTEGER AS id
      FROM (SELECT DISTINCT ${parent} AS p, ${step.member} AS d FROM cells)`,
  );
  const counted = await connection.runAndReadAll('SELECT count(*) FROM nodes');
  const more = Number(counted.getRows()[0]?.[0] ?? 0);
  if (nodes.length + more > mostNodes) {
    throw new WeirError(
      'out_of_resources',
      `The pivot would have ${(nodes.length + more).toLocaleString('en')} ${axis}; ${mostNodes.toLocaleString('en')} are the most: keep the top members of a level, or filter.`,
      { field: `${axis}[${step.depth - 1}]` },
    );
  }
  await connection.run(
    `CREATE TEMP TABLE numbered AS SELECT cells.*, nodes.id AS ${here} FROM cells JOIN nodes ON cells.${parent} = nodes.p AND cells.${step.member} = nodes.d`,
  );
  const reader = await connection.runAndReadAll('SELECT id, p, d FROM nodes ORDER BY id');
  const [ids = [], parents = [], members = []] = reader.getColumns();
  for (let index = 0; index < ids.length; index++) {
    const node: RawNode = {
      id: Number(ids[index]),
      parent: Number(parents[index]),
      depth: step.depth,
      member: String(members[index]),
    };
    if (node.member === 'o') node.members = merged.get(node.parent) ?? 0;
    nodes.push(node);
  }
  await connection.run('DROP TABLE cells');
  await connection.run('ALTER TABLE numbered RENAME TO cells');
  await connection.run('DROP TABLE nodes');
}
