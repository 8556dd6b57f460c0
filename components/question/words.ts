import { findColumn } from '#core/event.ts';
import type { CellPath, Filter, Member } from '#core/pivot/spec.ts';
import { memberLabels } from '#core/pivot/text.ts';
import { plainVisibleText } from '../ui/visible-text.ts';

/** A field as people read it: `Client address`, `group`, `match`, `Time by 1h`. */
export function fieldLabel(field: string): string {
  if (field === 'match') return 'Match';
  if (field.startsWith('map.')) return field.slice(4);
  const [name = '', bucket] = field.split(':');
  const label = findColumn(name)?.label ?? name;
  return bucket === undefined ? label : `${label} by ${bucket}`;
}

/** A value of a field as people read it: the match state `unmatched` is `not explained`. */
export function valueLabel(field: string, value: string): string {
  if (field === 'match' && value === 'unmatched') return memberLabels.unmatched;
  return value === '' ? memberLabels.blank : plainVisibleText(value, 80);
}

const signs: Record<Filter['op'], string> = {
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

/** What an operator of a filter says. */
export function operatorLabel(op: Filter['op']): string {
  return signs[op];
}

/** A filter in words: `Action is block or log`. */
export function filterWords({ field, op, values }: Filter): string {
  const shown = values.slice(0, 3).map((value) => valueLabel(field, value));
  if (values.length > 3) shown.push(`${values.length - 3} more`);
  return [fieldLabel(field), signs[op], shown.join(' or ')].filter(Boolean).join(' ');
}

function memberText(field: string, { kind, value }: Member): string {
  return kind === 'value' ? valueLabel(field, value ?? '') : memberLabels[kind];
}

/** A cell in words, by the fields of its pivot's rows and columns: `group = SQLi`, `Action = block`. */
export function cellWords(cell: CellPath, rows: readonly string[], columns: readonly string[]): string[] {
  const words = (members: readonly Member[], fields: readonly string[]) =>
    members.map((member, index) => {
      const field = fields[index] ?? '';
      return `${fieldLabel(field)} = ${memberText(field, member)}`;
    });
  return [...words(cell.rows, rows), ...words(cell.columns, columns)];
}
