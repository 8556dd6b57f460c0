import { WeirError } from '../errors.ts';
import { type Column, columns, findColumn } from '../event.ts';
import type { MapRef } from './artefact.ts';
import { type BucketSize, bucketSizes, type Filter, type Member, type PivotSpec } from './spec.ts';
import { isZone } from './zones.ts';

/** What a field text stands for. `index` is the position of a map column, stored as `c<index>`. */
export type Field =
  | { kind: 'column'; text: string; column: Column }
  | { kind: 'bucket'; text: string; size: BucketSize; zone: string }
  | { kind: 'map'; text: string; index: number }
  | { kind: 'match'; text: string };

export type MeasureKind = 'count' | 'requests' | 'distinct' | 'sum' | 'avg' | 'min' | 'max';

/** `additive`: its value for a whole follows from its values for the parts. */
export type Measure = { text: string; label: string; kind: MeasureKind; field: Field | null; additive: boolean };

export type Level = {
  field: Field;
  top: { n: number; by: Measure } | null;
  sort: { by: 'label' | Measure; descending: boolean; at: readonly Member[] };
};

export type Condition = { field: Field; filter: Filter };

/** A spec whose every name is known to exist. */
export type Question = { rows: Level[]; columns: Level[]; measures: Measure[]; conditions: Condition[] };

/** The columns of a map that a field may name, or null where no map takes part. */
type MapColumns = Pick<MapRef, 'columns' | 'name'> | null;

/**
 * Reads a field text.
 * @throws WeirError `invalid` naming `where`
 */
export function parseField(text: string, map: MapColumns, where: string): Field {
  const refuse = (message: string) => new WeirError('invalid', message, { field: where });
  if (text === 'match') {
    if (!map) throw refuse('The match state needs a rule map: name one.');
    return { kind: 'match', text };
  }
  if (text.startsWith('map.')) {
    if (!map) throw refuse(`"${text}" is a column of a rule map: name the map.`);
    const wanted = text.slice(4);
    const exact = map.columns.indexOf(wanted);
    const index = exact >= 0 ? exact : map.columns.findIndex((one) => one.toLowerCase() === wanted.toLowerCase());
    if (index < 0)
      throw refuse(`The rule map "${map.name}" has no column "${wanted}"; it has ${map.columns.join(', ')}.`);
    return { kind: 'map', text: `map.${map.columns[index]}`, index };
  }
  const plain = findColumn(text);
  if (plain) return { kind: 'column', text, column: plain };
  const bucket = /^([^:]+):(\d+[a-z]+)(?:@(.+))?$/.exec(text);
  if (bucket) {
    const [, name = '', size = '', zone = 'UTC'] = bucket;
    if (name !== 'Datetime') throw refuse(`Only Datetime has time buckets, not "${name}".`);
    if (!(bucketSizes as readonly string[]).includes(size)) {
      throw refuse(`There are no buckets of "${size}": choose ${bucketSizes.join(', ')}.`);
    }
    if (!isZone(zone)) throw refuse(`"${zone}" is not a time zone: write one like Europe/Berlin.`);
    return { kind: 'bucket', text, size: size as BucketSize, zone };
  }
  const near = columns.find(({ name }) => name.toLowerCase() === text.toLowerCase());
  throw refuse(near ? `There is no column "${text}"; did you mean ${near.name}?` : `There is no column "${text}".`);
}

/**
 * Reads a measure text.
 * @throws WeirError `invalid` naming `where`
 */
export function parseMeasure(text: string, map: MapColumns, where: string): Measure {
  if (text === 'count') return { text, label: 'events', kind: 'count', field: null, additive: true };
  if (text === 'requests') return { text, label: 'requests', kind: 'requests', field: null, additive: false };
  const colon = text.indexOf(':');
  const kind = text.slice(0, colon) as MeasureKind;
  if (colon < 0 || !['distinct', 'sum', 'avg', 'min', 'max'].includes(kind)) {
    throw new WeirError('invalid', `There is no measure "${text}".`, { field: where });
  }
  const field = parseField(text.slice(colon + 1), map, where);
  const label = `${kind} ${field.kind === 'column' ? field.column.label : field.text}`;
  if (kind === 'distinct') {
    if (field.kind === 'bucket')
      throw new WeirError('invalid', 'Time buckets cannot be counted as distinct values.', { field: where });
    return { text, label, kind, field, additive: false };
  }
  const summable = field.kind === 'column' && field.column.kind === 'integer';
  const ordered = summable || (field.kind === 'column' && field.column.kind === 'time');
  if (kind === 'min' || kind === 'max' ? !ordered : !summable) {
    throw new WeirError('invalid', `"${field.text}" is not a number, so it has no ${kind}.`, { field: where });
  }
  return { text, label, kind, field, additive: true };
}

/**
 * Checks a spec against the columns there are, and resolves its names.
 * @throws WeirError `invalid`, naming the part of the spec that is wrong
 */
export function checkSpec(spec: PivotSpec, map: MapColumns): Question {
  const measures = spec.values.map((text, index) => parseMeasure(text, map, `values[${index}]`));
  const first = measures[0] ?? parseMeasure('count', map, 'values');
  const levels = (axis: 'rows' | 'columns') =>
    spec[axis].map((dimension, index): Level => {
      const where = `${axis}[${index}]`;
      const field = parseField(dimension.field, map, `${where}.field`);
      const top = dimension.top
        ? { n: dimension.top.n, by: parseMeasure(dimension.top.by, map, `${where}.top`) }
        : null;
      const byLabel =
        field.kind === 'bucket' || field.kind === 'match' || (field.kind === 'column' && field.column.kind === 'time');
      const sort: Level['sort'] = dimension.sort
        ? {
            by: dimension.sort.by === 'label' ? 'label' : parseMeasure(dimension.sort.by, map, `${where}.sort`),
            descending: dimension.sort.direction === 'descending',
            at: dimension.sort.at ?? [],
          }
        : { by: byLabel ? 'label' : first, descending: !byLabel, at: [] };
      return { field, top, sort };
    });
  return { rows: levels('rows'), columns: levels('columns'), measures, conditions: checkFilters(spec.filters, map) };
}

const matchStates = ['matched', 'unmatched', 'no id'];

/** The filters of a spec with their fields resolved. @throws WeirError `invalid`, naming the filter that is wrong */
export function checkFilters(filters: readonly Filter[], map: MapColumns): Condition[] {
  return filters.map((filter, index) => {
    const where = `filters[${index}]`;
    const field = parseField(filter.field, map, `${where}.field`);
    const refuse = (message: string) => new WeirError('invalid', message, { field: `${where}.values` });
    const without = filter.op === 'missing' || filter.op === 'present';
    if (!without && filter.values.length === 0) throw refuse(`The filter on ${filter.field} has no value.`);
    if (field.kind === 'bucket')
      throw new WeirError('invalid', 'Filter by Datetime itself, not by its buckets.', { field: `${where}.field` });
    if (field.kind === 'match') {
      if (filter.op !== 'is' && filter.op !== 'is-not') {
        throw new WeirError('invalid', 'The match state can only be asked for as it is, or is not.', {
          field: `${where}.op`,
        });
      }
      for (const value of filter.values) {
        if (!matchStates.includes(value))
          throw refuse(`"${value}" is no match state: there are ${matchStates.join(', ')}.`);
      }
    }
    if (field.kind === 'column' && field.column.kind === 'integer') {
      for (const value of filter.values)
        if (!/^-?\d{1,18}$/.test(value)) throw refuse(`"${value}" is not a whole number.`);
    }
    if (field.kind === 'column' && field.column.kind === 'time') {
      if (/contains|starts-with/.test(filter.op)) {
        throw new WeirError('invalid', 'A time is compared as a whole: use less, at-most, greater or at-least.', {
          field: `${where}.op`,
        });
      }
      for (const value of filter.values) {
        if (!Number.isFinite(Date.parse(value.replace(' ', 'T')))) throw refuse(`"${value}" is not a time.`);
      }
    }
    return { field, filter };
  });
}
