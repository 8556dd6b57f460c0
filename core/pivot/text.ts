import { WeirError } from '../errors.ts';
import type { Dimension, Filter } from './spec.ts';

/**
 * A filter as people write it on a command line: `Action=block`, `Action=block|log` (any of them), `Action!=log`,
 * `Path~text` (contains), `Path!~text`, `Path^=text` (begins with), `Status<400`, `<=`, `>`, `>=`, `Field?` (there is a
 * value), `!Field` (there is none). A `|` within a value is written `\|`.
 * @throws WeirError `invalid` (field `filter`)
 */
export function parseFilter(text: string): Filter {
  const presence = /^(!?)([\w.:@/ -]+?)(\??)$/.exec(text);
  if (presence && (presence[1] === '!') !== (presence[3] === '?')) {
    return { field: presence[2] ?? '', op: presence[1] === '!' ? 'missing' : 'present', values: [] };
  }
  const match = /^([^=!~<>^]+?)(!=|!~|\^=|<=|>=|=|~|<|>)([\s\S]*)$/.exec(text);
  if (!match)
    throw new WeirError('invalid', `"${text}" is not a filter: write it like Action=block.`, { field: 'filter' });
  const [, field = '', sign = '', value = ''] = match;
  return { field: field.trim(), op: operators[sign] ?? 'is', values: splitValues(value) };
}

const operators: Record<string, Filter['op']> = {
  '=': 'is',
  '!=': 'is-not',
  '~': 'contains',
  '!~': 'not-contains',
  '^=': 'starts-with',
  '<': 'less',
  '<=': 'at-most',
  '>': 'greater',
  '>=': 'at-least',
};

function splitValues(text: string): string[] {
  const values = [''];
  for (const part of text.match(/\\[\s\S]|[^\\]|\\$/g) ?? []) {
    if (part === '|') values.push('');
    else values[values.length - 1] += part === '\\|' ? '|' : part;
  }
  return values;
}

/**
 * A list of dimensions as people write it: `map.group,Action`, each with `/top=10` or `/top=10:requests`, and
 * `/sort=label`, `/sort=-count` (descending) or `/sort=count`.
 * @throws WeirError `invalid` naming `where`
 */
export function parseDimensions(text: string, where: string): Dimension[] {
  return text
    .split(',')
    .map((one) => one.trim())
    .filter(Boolean)
    .map((one) => parseDimension(one, where));
}

function parseDimension(text: string, where: string): Dimension {
  const options = [...text.matchAll(/\/(top|sort)=([^/]+)/g)];
  const field = text.replace(/\/(?:top|sort)=[^/]+/g, '');
  const dimension: Dimension = { field };
  for (const [, name, value = ''] of options) {
    if (name === 'top') {
      const [, n, by = 'count'] = /^(\d+)(?::(.+))?$/.exec(value) ?? [];
      if (n === undefined)
        throw new WeirError('invalid', `"${value}" is not a top N: write it like top=10.`, { field: where });
      dimension.top = { n: Number(n), by };
    } else {
      const descending = value.startsWith('-');
      dimension.sort = { by: value.replace(/^-/, ''), direction: descending ? 'descending' : 'ascending' };
    }
  }
  return dimension;
}

/** The text of a member in tables and exports, for the kinds that have no value of their own. */
export const memberLabels = {
  blank: '(blank)',
  missing: '(missing)',
  unmatched: 'not explained',
  'no-id': 'no id',
  other: 'Other',
} as const;
