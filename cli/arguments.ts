import { parseArgs } from 'node:util';
import { WeirError } from '#core/errors.ts';
import type { PivotSpec } from '#core/pivot/spec.ts';
import { parseDimensions, parseFilter } from '#core/pivot/text.ts';

const text = { type: 'string' } as const;
const list = { type: 'string', multiple: true } as const;

const options = {
  kind: text,
  path: text,
  preset: text,
  url: text,
  index: text,
  query: text,
  'api-key': text,
  user: text,
  password: text,
  'ca-file': text,
  key: text,
  name: text,
  search: text,
  'no-credentials': { type: 'boolean' },
  source: text,
  from: text,
  to: text,
  map: text,
  rows: text,
  columns: text,
  values: text,
  filter: list,
  format: text,
  layout: text,
  out: text,
  limit: text,
  'window-minutes': text,
  help: { type: 'boolean', short: 'h' },
} as const;

export type Arguments = { words: string[]; options: ReturnType<typeof read>['values'] };

function read(given: string[]) {
  return parseArgs({ args: given, options, allowPositionals: true, strict: true });
}

/** Wrong usage: the sentence goes to standard error, and the exit code is 2. */
export class UsageError extends WeirError {
  constructor(message: string, options: { cause?: unknown } = {}) {
    super('invalid', message, options);
  }
}

/** @throws UsageError for an option that there is not */
export function parseArguments(given: string[]): Arguments {
  try {
    const { values, positionals } = read(given);
    return { words: positionals, options: values };
  } catch (cause) {
    throw new UsageError(
      cause instanceof Error ? (cause.message.split('. ')[0] ?? '').replace(/\.?$/, '.') : 'Wrong usage.',
      { cause },
    );
  }
}

/** The value of an option. @throws UsageError when it was not given */
export function need(
  values: Arguments['options'],
  name: 'source' | 'from' | 'to' | 'kind' | 'path' | 'url' | 'index' | 'preset',
): string {
  const value = values[name];
  if (value === undefined) throw new UsageError(`--${name} is missing.`);
  return value;
}

/** What --source, --from, --to and --map ask about. @throws UsageError when one of the first three was not given */
export function questionOf(values: Arguments['options']) {
  return {
    source: need(values, 'source'),
    from: need(values, 'from'),
    to: need(values, 'to'),
    map: values.map ?? null,
  };
}

/** The pivot that --rows, --columns, --values and --filter describe, or null when none of them was given. */
export function specOf(values: Arguments['options']): PivotSpec | null {
  const { rows, columns, values: measures, filter } = values;
  if (rows === undefined && columns === undefined && measures === undefined && filter === undefined) return null;
  return {
    rows: parseDimensions(rows ?? '', 'rows'),
    columns: parseDimensions(columns ?? '', 'columns'),
    values:
      measures === undefined
        ? ['count', 'requests']
        : measures
            .split(',')
            .map((one) => one.trim())
            .filter(Boolean),
    filters: (filter ?? []).map(parseFilter),
  };
}

/** @throws UsageError unless the option is one of `known` */
export function formatOf(values: Arguments['options'], known: readonly string[]): string {
  const format = values.format ?? 'table';
  if (!known.includes(format)) throw new UsageError(`--format is one of ${known.join(', ')}.`);
  return format;
}
