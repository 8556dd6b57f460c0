import { type Column, columns, duckdbType, extraColumn } from '#core/event.ts';
import type { FallBack, FieldMap, FieldPath } from '#core/field-map/presets.ts';
import type { Shape } from '#core/field-map/shape.ts';
import { sqlName, sqlText } from './duckdb.ts';

/** How strictly cells are read: `strict` fails the whole statement on a cell that its type refuses, `lenient` makes it null. */
export type Reading = 'strict' | 'lenient';

type Tree = Map<string, Tree | string>;

/** The spellings of a field that occur, the map's own order kept. */
function spellingsOf(field: FieldPath, shape: Shape): FieldPath[] {
  const dotted = field.join('.');
  return [...shape.spellings.values()].filter((keys) => keys.join('.') === dotted);
}

function fieldsOf(way: FallBack): FieldPath[] {
  return 'path' in way ? [way.path] : [way.protocol, way.version];
}

/** DuckDB reads times as text, since they come in several forms. */
function readType(column: Column, reading: Reading): string {
  if (column.kind === 'integer') return reading === 'strict' ? 'BIGINT' : 'VARCHAR';
  return column.kind === 'json' ? 'JSON' : 'VARCHAR';
}

/** All that is to be read, as a tree of names with DuckDB types at its leaves. */
function readTree(map: FieldMap, shape: Shape, reading: Reading): Tree {
  const root: Tree = new Map();
  for (const column of columns) {
    for (const field of (map.columns.get(column.name) ?? []).flatMap(fieldsOf)) {
      for (const keys of spellingsOf(field, shape)) {
        let node = root;
        for (const key of keys.slice(0, -1)) {
          const next = node.get(key);
          const inner: Tree = next instanceof Map ? next : new Map();
          if (inner !== next) node.set(key, inner);
          node = inner;
        }
        const leaf = keys.at(-1) ?? '';
        if (!node.has(leaf)) node.set(leaf, readType(column, reading));
      }
    }
  }
  return root;
}

function structType(node: Tree | string): string {
  if (typeof node === 'string') return node;
  return `STRUCT(${[...node].map(([key, inner]) => `${sqlName(key)} ${structType(inner)}`).join(', ')})`;
}

/** The `columns` argument of `read_json`. */
export function readJsonColumns(map: FieldMap, shape: Shape): string {
  const tree = readTree(map, shape, 'strict');
  return `{${[...tree].map(([key, node]) => `${sqlText(key)}: ${sqlText(structType(node))}`).join(', ')}}`;
}

/** The structure argument of `json_transform`. */
export function transformStructure(map: FieldMap, shape: Shape, reading: Reading): string {
  const toObject = (node: Tree | string): unknown =>
    typeof node === 'string' ? node : Object.fromEntries([...node].map(([key, inner]) => [key, toObject(inner)]));
  return sqlText(JSON.stringify(toObject(readTree(map, shape, reading))));
}

function access(prefix: string, keys: FieldPath): string {
  return prefix + keys.map(sqlName).join('.');
}

function firstOf(expressions: string[]): string {
  if (expressions.length === 0) return 'NULL';
  return expressions.length === 1 ? (expressions[0] ?? 'NULL') : `coalesce(${expressions.join(', ')})`;
}

function cell(column: Column, map: FieldMap, shape: Shape, prefix: string): string {
  const ways = (map.columns.get(column.name) ?? []).map((way) => {
    if ('path' in way) return firstOf(spellingsOf(way.path, shape).map((keys) => access(prefix, keys)));
    const [protocol, version] = [way.protocol, way.version].map((field) =>
      firstOf(spellingsOf(field, shape).map((keys) => access(prefix, keys))),
    );
    return `upper(${protocol}) || '/' || ${version}`;
  });
  return firstOf(ways);
}

/**
 * A time in any form in which WAF events carry it, as UTC TIMESTAMP: RFC 3339 with or without zone (a space may stand
 * for the T), or Unix seconds, ms, µs or ns by magnitude, as number or text. Null when it is none of these or not
 * between 1970 and 2262. Casting to TIMESTAMP would drop an offset silently, so only times without one go that way.
 */
export function timeExpression(text: string): string {
  const number = `TRY_CAST(${text} AS DECIMAL(38, 9))`;
  const microseconds = `CASE
      WHEN ${number} < 100000000000 THEN ${number} * 1000000
      WHEN ${number} < 100000000000000 THEN ${number} * 1000
      WHEN ${number} < 100000000000000000 THEN ${number}
      ELSE ${number} / 1000 END`;
  const time = `CASE
    WHEN ${text} LIKE '____-__-__%Z' THEN TRY_CAST(${text} AS TIMESTAMP)
    WHEN ${text} LIKE '____-__-__%' AND NOT regexp_matches(${text}, '[+-]\\d\\d:?\\d\\d$') THEN TRY_CAST(${text} AS TIMESTAMP)
    WHEN ${text} LIKE '____-__-__%' THEN timezone('UTC', TRY_CAST(${text} AS TIMESTAMPTZ))
    ELSE make_timestamp(TRY_CAST(floor(${microseconds}) AS BIGINT)) END`;
  return `CASE WHEN (${time}) BETWEEN TIMESTAMP '1970-01-01' AND TIMESTAMP '2262-01-01' THEN (${time}) END`;
}

/** The select list that makes the lake's columns out of a relation; `prefix` is empty or names the struct to read from. */
export function columnList(map: FieldMap, shape: Shape, prefix: string, extra: string): string {
  const list = columns.map((column) => {
    const value = cell(column, map, shape, prefix);
    const typed =
      column.kind === 'time' ? timeExpression('time_text') : `TRY_CAST(${value} AS ${duckdbType(column.kind)})`;
    return `${typed} AS ${sqlName(column.name)}`;
  });
  return [...list, `CAST(${extra} AS JSON) AS ${sqlName(extraColumn)}`].join(',\n  ');
}

/** The expression of the time's text, which {@link columnList} expects as `time_text`. */
export function timeText(map: FieldMap, shape: Shape, prefix: string): string {
  const column = columns.find(({ kind }) => kind === 'time') as Column;
  return cell(column, map, shape, prefix);
}

/** A merge patch that removes from a document all that a map reads or leaves out on purpose. */
export function removalPatch(map: FieldMap, shape: Shape): string {
  const patch: Record<string, unknown> = {};
  for (const name of map.ignored) patch[name] = null;
  for (const keys of shape.spellings.values()) {
    let node: Record<string, unknown> | null = patch;
    for (const key of keys.slice(0, -1)) {
      node[key] = node[key] === null ? null : (node[key] ?? {});
      node = node[key] as Record<string, unknown> | null;
      if (node === null) break;
    }
    if (node) node[keys.at(-1) ?? ''] = null;
  }
  return sqlText(JSON.stringify(patch));
}

/**
 * What is left of a document without its mapped fields, or null when no leaf is left. A merge patch leaves empty
 * objects where it removed something; a quote inside a JSON text is escaped, so the clean-up cannot touch texts.
 */
export function extraExpression(line: string, map: FieldMap, shape: Shape): string {
  const patched = `json_merge_patch(${line}, ${removalPatch(map, shape)})`;
  const depth = Math.max(...[...shape.spellings.values()].map((keys) => keys.length));
  let rest = patched;
  for (let level = 1; level < depth; level++) {
    rest = `regexp_replace(${rest}, '"[^"\\\\]+":\\{\\},|,?"[^"\\\\]+":\\{\\}', '', 'g')`;
  }
  return `nullif(${rest}::VARCHAR, '{}')`;
}
