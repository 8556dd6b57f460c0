import { join } from 'node:path';
import type { DuckDBValue } from '@duckdb/node-api';
import { columns, duckdbType, extraColumn } from '#core/event.ts';
import { parseLakeFile } from '#core/lake-file.ts';
import type { MapRef } from '#core/pivot/artefact.ts';
import type { Condition, Field } from '#core/pivot/question.ts';
import type { Member } from '#core/pivot/spec.ts';
import { bucketLength, type Offset, offsetLabel, zoneOffsets } from '#core/pivot/zones.ts';
import { day, hour, parseTime } from '#core/time.ts';
import { contains, overlaps, type Range } from '#core/window.ts';
import { sqlName, sqlText } from '../duckdb.ts';

/** Values that people wrote are bound; `$1`, `$2` … stand for them in the order of asking. */
export class Bound {
  readonly values: DuckDBValue[] = [];

  add(value: string): string {
    this.values.push(value);
    return `$${this.values.length}`;
  }
}

/** Where a statement reads from. Identifiers come from the list of columns only. */
export type Scope = { folder: string; dataRoot: string; files: readonly string[]; range: Range; map: MapRef | null };

const rule = sqlName('RuleID');
const time = sqlName('Datetime');
const timestamp = (ms: number) => `TIMESTAMP ${sqlText(new Date(ms).toISOString().replace('T', ' ').replace('Z', ''))}`;

/** The rows of the files, or an empty relation of the same columns; `numbered` adds `file_index` (in `scope.files`) and `file_row_number`. */
export function filesRelation(scope: Scope, numbered = false): string {
  if (scope.files.length === 0) {
    const empty = columns.map(({ name, kind }) => `NULL::${duckdbType(kind)} AS ${sqlName(name)}`);
    const numbers = numbered ? ', 0 AS file_index, 0 AS file_row_number' : '';
    return `(SELECT ${empty.join(', ')}, NULL::JSON AS ${sqlName(extraColumn)}${numbers} WHERE false)`;
  }
  const options = numbered ? ', file_row_number = true' : '';
  return `read_parquet([${scope.files.map((file) => sqlText(join(scope.folder, file))).join(', ')}]${options})`;
}

/**
 * The files of a scope that lie in its range whole, as their names say, and those that may hold other events too.
 * `known`: the events of the former.
 */
export function filesByRange(scope: Scope): { inside: string[]; across: string[]; known: number } {
  const split = { inside: [] as string[], across: [] as string[], known: 0 };
  for (const name of scope.files) {
    const file = parseLakeFile(name);
    if (file?.range && contains(scope.range, file.range)) {
      split.inside.push(name);
      split.known += file.counts.stored;
    } else split.across.push(name);
  }
  return split;
}

/** The events of the range. Files that lie in it whole are read without a look at their times. */
export function eventsInRange(scope: Scope): string {
  const { inside, across } = filesByRange(scope);
  const filtered = `(SELECT * FROM ${filesRelation({ ...scope, files: across })} WHERE ${inRange(scope)})`;
  if (inside.length === 0) return filtered;
  const whole = filesRelation({ ...scope, files: inside });
  return across.length === 0 ? whole : `(SELECT * FROM ${whole} UNION ALL SELECT * FROM ${filtered})`;
}

/** The condition that an event lies in the range. */
export function inRange(scope: Scope): string {
  return `${time} >= ${timestamp(scope.range.from)} AND ${time} < ${timestamp(scope.range.to)}`;
}

/** The same scope with only those files whose names say that they may hold events of the interval, in µs. */
export function filesWithin(scope: Scope, { from, to }: { from: number; to: number }): Scope {
  const range = { from: Math.floor(from / 1000), to: Math.ceil(to / 1000) };
  const files = scope.files.filter((name) => overlaps(parseLakeFile(name)?.range ?? range, range));
  return { ...scope, files };
}

/** The condition that an event lies in a half-open interval, in µs. */
export function within({ from, to }: { from: number; to: number }): string {
  return `${time} >= make_timestamp(${from}) AND ${time} < make_timestamp(${to})`;
}

export function mapRelation(scope: Scope): string {
  if (!scope.map) throw new TypeError('A map column was asked for without a map.');
  return `read_parquet(${sqlText(join(scope.dataRoot, scope.map.file))})`;
}

/** The event column that a field is made from. */
export function baseColumn(field: Field): string {
  return field.kind === 'column' ? field.column.name : field.kind === 'bucket' ? 'Datetime' : 'RuleID';
}

/** A column as it is compared and grouped: JSON as its text. */
export function columnText(field: Field): string {
  const name = sqlName(baseColumn(field));
  return field.kind === 'column' && field.column.kind === 'json' ? `${name}::VARCHAR` : name;
}

function offsetsOf(field: Field & { kind: 'bucket' }, range: Range): Offset[] {
  return zoneOffsets(field.zone, range.from, range.to);
}

/** A CASE over the few offsets of a range; `at` is an expression in µs. */
function byOffset(offsets: readonly Offset[], at: string, value: (offset: Offset) => string): string {
  const last = offsets.at(-1) as Offset;
  if (offsets.length === 1) return value(last);
  const cases = offsets
    .slice(0, -1)
    .map((offset, index) => `WHEN ${at} < ${(offsets[index + 1]?.from ?? 0) * 1000} THEN ${value(offset)}`);
  return `CASE ${cases.join(' ')} ELSE ${value(last)} END`;
}

/**
 * The raw key that events are grouped by. A bucket's key is a number of µs: the UTC start for buckets of up to an hour,
 * so that a doubled hour stays two; the local start, read as if it were UTC, for longer ones. Weeks start on Monday.
 */
export function rawKey(field: Field, range: Range): string {
  if (field.kind !== 'bucket') return columnText(field);
  const offsets = offsetsOf(field, range);
  const at = `epoch_us(${time})`;
  const offset = byOffset(offsets, at, (one) => String(one.offset * 1000));
  const length = bucketLength[field.size] * 1000;
  const shift = field.size === '1w' ? 3 * day * 1000 : 0;
  const local = `(${at} + (${offset}) + ${shift})`;
  // DuckDB's remainder of a negative number is negative.
  const start = `(${local} - ((${local} % ${length}) + ${length}) % ${length} - ${shift})`;
  return bucketLength[field.size] <= hour ? `${start} - (${offset})` : start;
}

/** The member of a level as one text (see core/pivot/fold.ts), out of the level's raw key and the joined map row `m`. */
export function memberExpression(field: Field, key: string, range: Range): string {
  const noId = `${key} IS NULL OR ${key} = ''`;
  if (field.kind === 'match')
    return `CASE WHEN ${noId} THEN 'vno id' WHEN m.key IS NULL THEN 'vunmatched' ELSE 'vmatched' END`;
  if (field.kind === 'map') {
    const cell = `m.c${field.index}`;
    return `CASE WHEN ${noId} THEN 'n' WHEN m.key IS NULL THEN 'u' WHEN ${cell} IS NULL OR ${cell} = '' THEN 'b' ELSE 'v' || ${cell} END`;
  }
  if (field.kind === 'bucket') {
    const offsets = offsetsOf(field, range);
    const short = bucketLength[field.size] <= hour;
    const local = short ? `${key} + (${byOffset(offsets, key, ({ offset }) => String(offset * 1000))})` : key;
    const format = bucketLength[field.size] >= day ? '%Y-%m-%d' : '%Y-%m-%dT%H:%M:%S';
    const zone = short
      ? byOffset(offsets, key, ({ offset }) => sqlText(offsetLabel(offset)))
      : sqlText(field.zone === 'UTC' && format.length > 8 ? 'Z' : '');
    return `'v' || strftime(make_timestamp(${local}), '${format}') || (${zone})`;
  }
  if (field.column.kind === 'time') return `coalesce('v' || strftime(${key}, '%Y-%m-%dT%H:%M:%S.%fZ'), 'm')`;
  if (field.column.kind === 'integer') return `coalesce('v' || ${key}::VARCHAR, 'm')`;
  return `CASE WHEN ${key} IS NULL THEN 'm' WHEN ${key} = '' THEN 'b' ELSE 'v' || ${key}::VARCHAR END`;
}

const hasId = `(${rule} IS NOT NULL AND ${rule} <> '')`;

/** The condition that an event belongs to a member of a field. Never null. */
export function memberPredicate(field: Field, member: Member, scope: Scope, bound: Bound): string {
  const value = member.value ?? '';
  if (field.kind === 'map' || field.kind === 'match') {
    const keys = () => `(SELECT key FROM ${mapRelation(scope)})`;
    const state = field.kind === 'match' ? value : member.kind;
    if (state === 'no id' || state === 'no-id') return `NOT ${hasId}`;
    if (state === 'unmatched') return `(${hasId} AND ${rule} NOT IN ${keys()})`;
    if (field.kind === 'match') return `(${hasId} AND ${rule} IN ${keys()})`;
    const cell = `c${field.index}`;
    const wanted = member.kind === 'blank' ? `coalesce(${cell}, '') = ''` : `${cell} = ${bound.add(value)}`;
    return `(${hasId} AND ${rule} IN (SELECT key FROM ${mapRelation(scope)} WHERE ${wanted}))`;
  }
  if (field.kind === 'bucket') {
    return `coalesce(${rawKey(field, scope.range)} = ${bucketKey(value)}, false)`;
  }
  const name = columnText(field);
  if (member.kind === 'missing') return `${name} IS NULL`;
  if (member.kind === 'blank') return `coalesce(${name} = '', false)`;
  return `coalesce(${name} = ${typed(field, bound.add(value))}, false)`;
}

/** The condition that an event lies in Other: in none of the kept members of its level. */
export function otherPredicate(field: Field, kept: readonly Member[], scope: Scope, bound: Bound): string {
  const values = kept.flatMap(({ kind, value }) => (kind === 'value' && value !== null ? [value] : []));
  if (field.kind === 'match') {
    return (
      values.map((value) => `NOT ${memberPredicate(field, { kind: 'value', value }, scope, bound)}`).join(' AND ') ||
      'true'
    );
  }
  const list = (texts: readonly string[]) =>
    `SELECT unnest(from_json(${bound.add(JSON.stringify(texts))}, '["VARCHAR"]'))`;
  if (field.kind === 'map') {
    const cell = `c${field.index}`;
    return `(${hasId} AND ${rule} IN (SELECT key FROM ${mapRelation(scope)} WHERE coalesce(${cell}, '') <> '' AND ${cell} NOT IN (${list(values)})))`;
  }
  if (field.kind === 'bucket') {
    const keys = values.map((value) => String(bucketKey(value)));
    return `coalesce(${rawKey(field, scope.range)} NOT IN (SELECT CAST(b AS BIGINT) FROM (${list(keys)} AS b)), false)`;
  }
  const name = columnText(field);
  const special = field.column.kind === 'integer' || field.column.kind === 'time' ? '' : ` AND ${name} <> ''`;
  return `(${name} IS NOT NULL${special} AND ${name} NOT IN (SELECT ${typed(field, 'b')} FROM (${list(values)} AS b)))`;
}

/** The raw key of a bucket by its label, in µs. */
function bucketKey(label: string): number {
  const local = label.length > 10 && !/(?:Z|[+-]\d\d:\d\d)$/.test(label) ? `${label}Z` : label;
  return Math.round(Date.parse(local) * 1000);
}

function typed(field: Field, placeholder: string): string {
  if (field.kind !== 'column') return placeholder;
  if (field.column.kind === 'integer') return `CAST(${placeholder} AS BIGINT)`;
  return field.column.kind === 'time' ? `CAST(${placeholder} AS TIMESTAMP)` : placeholder;
}

/** The condition that a spec's filters hold for an event, `true` without any. */
export function conditionsPredicate(conditions: readonly Condition[], scope: Scope, bound: Bound): string {
  return conditions.map((condition) => conditionPredicate(condition, scope, bound)).join(' AND ') || 'true';
}

function conditionPredicate({ field, filter }: Condition, scope: Scope, bound: Bound): string {
  if (field.kind === 'match') {
    const any = filter.values
      .map((value) => memberPredicate(field, { kind: 'value', value }, scope, bound))
      .join(' OR ');
    return filter.op === 'is-not' ? `NOT (${any})` : `(${any || 'true'})`;
  }
  if (field.kind === 'map') {
    const inside = comparison(`c${field.index}`, field, filter, bound, positiveOf(filter.op));
    const found = `(${hasId} AND ${rule} IN (SELECT key FROM ${mapRelation(scope)} WHERE ${inside}))`;
    return positiveOf(filter.op) === filter.op ? found : `NOT ${found}`;
  }
  const test = comparison(columnText(field), field, filter, bound, positiveOf(filter.op));
  return positiveOf(filter.op) === filter.op ? test : `NOT ${test}`;
}

const opposites: Partial<Record<Condition['filter']['op'], Condition['filter']['op']>> = {
  'is-not': 'is',
  'not-contains': 'contains',
  missing: 'present',
};

function positiveOf(op: Condition['filter']['op']): Condition['filter']['op'] {
  return opposites[op] ?? op;
}

function comparison(
  name: string,
  field: Field,
  filter: Condition['filter'],
  bound: Bound,
  op: Condition['filter']['op'],
): string {
  if (op === 'present') return `(${name} IS NOT NULL)`;
  const number = field.kind === 'column' && (field.column.kind === 'integer' || field.column.kind === 'time');
  const tests = filter.values.map((value) => {
    const given = field.kind === 'column' && field.column.kind === 'time' ? sqlTime(value) : value;
    const right = typed(field, bound.add(given));
    const text = number ? `${name}::VARCHAR` : name;
    switch (op) {
      case 'contains':
        return `contains(${text}, ${right}::VARCHAR)`;
      case 'starts-with':
        return `starts_with(${text}, ${right}::VARCHAR)`;
      case 'less':
        return `${name} < ${right}`;
      case 'at-most':
        return `${name} <= ${right}`;
      case 'greater':
        return `${name} > ${right}`;
      case 'at-least':
        return `${name} >= ${right}`;
      default:
        return `${name} = ${right}`;
    }
  });
  return `coalesce(${tests.join(' OR ')}, false)`;
}

/** A time as DuckDB reads it, to the microsecond. */
function sqlTime(text: string): string {
  const seconds = new Date(parseTime(text, 'filters')).toISOString().slice(0, 19).replace('T', ' ');
  const fraction = /\.(\d{1,6})/.exec(text)?.[1] ?? '0';
  return `${seconds}.${fraction.padEnd(6, '0')}`;
}
