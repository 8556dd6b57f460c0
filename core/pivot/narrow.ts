import type { Range } from '../window.ts';
import type { Axis } from './artefact.ts';
import { type Field, parseField } from './question.ts';
import type { Dimension, Filter, Member } from './spec.ts';
import { bucketInterval } from './zones.ts';

/** What narrows a question down: more filters, and for a time bucket a shorter range. */
export type Narrowing = { filters: Filter[]; range: Range | null };

type MapColumns = { name: string; columns: string[] } | null;

/** A level of an axis beside a member of it, from the outside in. */
export type Step = { field: Field; member: Member; siblings: Member[] };

/** The steps from the total to a node of an axis. */
export function stepsTo(axis: Axis, position: number, dimensions: readonly Dimension[], map: MapColumns): Step[] {
  const steps: Step[] = [];
  for (let at = position; at > 0; at = axis[at]?.parent ?? 0) {
    const node = axis[at];
    const dimension = node && dimensions[node.depth - 1];
    if (!node || !dimension) break;
    const siblings = node.member.kind === 'other' ? membersBelow(axis, node.parent, node.depth) : [];
    steps.unshift({ field: parseField(dimension.field, map, 'field'), member: node.member, siblings });
  }
  return steps;
}

function membersBelow(axis: Axis, parent: number, depth: number): Member[] {
  return axis.flatMap((node) => (node.parent === parent && node.depth === depth ? [node.member] : []));
}

/** What keeps only the events of a node, given by its steps; null for the Other of time buckets, which is no one range. */
export function keepOnly(steps: readonly Step[]): Narrowing | null {
  if (steps.some(({ field, member }) => field.kind === 'bucket' && member.kind !== 'value')) return null;
  const parts = steps.map(keepStep);
  const ranges = parts.flatMap(({ range }) => (range ? [range] : []));
  return {
    filters: parts.flatMap(({ filters }) => filters),
    range:
      ranges.length === 0
        ? null
        : {
            from: Math.max(...ranges.map(({ from }) => from)),
            to: Math.min(...ranges.map(({ to }) => to)),
          },
  };
}

function keepStep({ field, member, siblings }: Step): Narrowing {
  const value = member.value ?? '';
  const only = (...filters: Filter[]): Narrowing => ({ filters, range: null });
  if (field.kind === 'bucket') {
    return { filters: [], range: bucketInterval(field.size, field.zone, value) };
  }
  const is = (name: string, ...values: string[]): Filter => ({ field: name, op: 'is', values });
  switch (member.kind) {
    case 'value':
      return only(is(field.text, value));
    case 'blank':
      return field.kind === 'map' ? only(is('match', 'matched'), blankCell(field.text)) : only(is(field.text, ''));
    case 'missing':
      return only({ field: field.text, op: 'missing', values: [] });
    case 'unmatched':
      return only(is('match', 'unmatched'));
    case 'no-id':
      return only(is('match', 'no id'));
    case 'other': {
      const kept = siblings.flatMap(({ kind, value: text }) => (kind === 'value' && text !== null ? [text] : []));
      const rest: Filter = { field: field.text, op: 'is-not', values: [...kept, ...(isText(field) ? [''] : [])] };
      if (field.kind === 'match') return only({ ...rest, values: kept });
      return field.kind === 'map'
        ? only(is('match', 'matched'), rest)
        : only({ field: field.text, op: 'present', values: [] }, rest);
    }
  }
}

const isText = (field: Field) =>
  field.kind === 'map' || (field.kind === 'column' && /text|json/.test(field.column.kind));

/** An empty cell of a matched row is '' or, in files of other makers, nothing at all. */
const blankCell = (text: string): Filter => ({ field: text, op: 'is', values: [''] });

/** What leaves out the events of a step, or null where a list of conditions that must all hold cannot say that. */
export function exclude({ field, member }: Step): Filter | null {
  if (field.kind === 'bucket' || member.kind === 'other') return null;
  switch (member.kind) {
    case 'value':
      return { field: field.text, op: 'is-not', values: [member.value ?? ''] };
    case 'blank':
      return { field: field.text, op: 'is-not', values: [''] };
    case 'missing':
      return { field: field.text, op: 'present', values: [] };
    case 'unmatched':
      return { field: 'match', op: 'is-not', values: ['unmatched'] };
    case 'no-id':
      return { field: 'match', op: 'is-not', values: ['no id'] };
  }
}

/** A field as people read it. */
export function fieldLabel(field: Field): string {
  if (field.kind === 'column') return field.column.label;
  if (field.kind === 'map') return field.text.slice(4);
  return field.kind === 'match' ? 'Match state' : 'Time';
}

/** A node in words: `["group is SQL injection", "Action is block"]`. */
export function stepWords(steps: readonly Step[]): string[] {
  return steps.map(({ field, member }) => {
    const label = fieldLabel(field);
    switch (member.kind) {
      case 'value':
        return `${label} is ${member.value ?? ''}`;
      case 'unmatched':
        return 'not explained by a rule';
      case 'no-id':
        return 'without a rule id';
      case 'other':
        return `${label} is another`;
      default:
        return `${label} is ${member.kind}`;
    }
  });
}

/** Adds filters to a list; one that is there already is not repeated, and values of one field and operator are joined for `is-not`. */
export function addFilters(list: readonly Filter[], more: readonly Filter[]): Filter[] {
  const result = [...list];
  for (const filter of more) {
    const same = (one: Filter) => JSON.stringify(one) === JSON.stringify(filter);
    if (result.some(same)) continue;
    const at = result.findIndex(({ field, op }) => op === 'is-not' && filter.op === 'is-not' && field === filter.field);
    const known = result[at];
    if (known) result[at] = { ...known, values: [...new Set([...known.values, ...filter.values])] };
    else result.push(filter);
  }
  return result;
}

const words: Record<Filter['op'], string> = {
  is: 'is',
  'is-not': 'is not',
  contains: 'contains',
  'not-contains': 'does not contain',
  'starts-with': 'starts with',
  less: '<',
  'at-most': '≤',
  greater: '>',
  'at-least': '≥',
  missing: 'is missing',
  present: 'is there',
};

/** The operators in words, in the order of choice. */
export const operatorWords = words;

/** A filter in words, with its field's label: `Action is block or log`. Long lists of values are counted. */
export function filterWords(filter: Filter, label: string): string {
  if (filter.op === 'missing' || filter.op === 'present') return `${label} ${words[filter.op]}`;
  const values = filter.values.map((value) => (value === '' ? '(blank)' : value));
  const shown = values.length > 3 ? [...values.slice(0, 2), `${values.length - 2} more`] : values;
  return `${label} ${words[filter.op]} ${shown.join(' or ')}`;
}
