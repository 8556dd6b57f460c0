import { once } from 'node:events';
import { createReadStream, createWriteStream } from 'node:fs';
import { columns } from '#core/event.ts';
import type { FieldMap } from '#core/field-map/presets.ts';
import { mappedFields, observer, type Shape } from '#core/field-map/shape.ts';

export type Rejection = { line: number; reason: string; text: string };

/** The first 100 rejections of a batch, and how many there are in all. */
export class Rejections {
  total = 0;
  readonly first: Rejection[] = [];

  add(line: number, reason: string, text: string): void {
    this.total += 1;
    if (this.first.length < 100) this.first.push({ line, reason, text: text.slice(0, 200) });
  }
}

/** Longest line that is read, in characters; DuckDB's JSON reader has the same bound in bytes. */
const longestLine = 16 * 1024 * 1024;

/**
 * Reads a batch line by line, and writes every good line as `<line number> \x01 <misfits> \x01 <json>`: the way for
 * batches in which DuckDB's reader met trouble. JSON text holds no control character, so the frame cannot be forged.
 * Misfits are cells that their column's type refuses, as one JSON object, kept in the event's Extra. `shape` then holds
 * what all lines show.
 */
export async function frameLines(
  from: string,
  to: string,
  options: { map: FieldMap; shape: Shape; firstLine: number; rejections: Rejections; signal: AbortSignal },
): Promise<void> {
  const { map, shape, rejections, signal } = options;
  const observe = observer(map, shape);
  const misfitsOf = misfitFinder(map);
  const output = createWriteStream(to);
  let line = options.firstLine - 1;
  try {
    for await (const text of linesOf(from)) {
      signal.throwIfAborted();
      line += 1;
      if (text.trim() === '') continue;
      const reason = troubleWith(text);
      if (typeof reason === 'string') {
        rejections.add(line, reason, text);
        continue;
      }
      observe(reason.document);
      const misfits = misfitsOf(reason.document);
      const frame = `${line}\x01${misfits ? JSON.stringify(misfits) : '{}'}\x01${text}\n`;
      if (!output.write(frame)) await once(output, 'drain');
    }
  } finally {
    output.end();
    await once(output, 'close');
  }
}

/** Splits at \n alone: JSON text may hold U+2028. Of a line longer than the bound only the start is kept. */
async function* linesOf(path: string): AsyncGenerator<string> {
  let rest = '';
  for await (const chunk of createReadStream(path, { encoding: 'utf8', highWaterMark: 1024 * 1024 })) {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
    if (rest.length > longestLine + 2 * 1024 * 1024) rest = rest.slice(0, longestLine + 1);
  }
  if (rest !== '') yield rest;
}

function troubleWith(text: string): string | { document: Record<string, unknown> } {
  if (text.length > longestLine) return 'The line is longer than 16 MB.';
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    return 'The line is not valid JSON.';
  }
  if (document === null || typeof document !== 'object' || Array.isArray(document))
    return 'The line is not a JSON object.';
  if (isPipelineError(document as Record<string, unknown>))
    return 'The cluster could not parse this document (event.kind is pipeline_error).';
  return { document: document as Record<string, unknown> };
}

function isPipelineError(document: Record<string, unknown>): boolean {
  const kind = document['event.kind'] ?? (document.event as Record<string, unknown> | undefined)?.kind;
  return kind === 'pipeline_error';
}

/** Finds cells that would be lost: an integer column's value that is no integer, and a value where a map expects an object. */
function misfitFinder(map: FieldMap): (document: Record<string, unknown>) => Record<string, unknown> | null {
  const fields = mappedFields(map);
  const integers = new Set<string>();
  for (const column of columns) {
    if (column.kind !== 'integer') continue;
    for (const way of map.columns.get(column.name) ?? []) if ('path' in way) integers.add(way.path.join('.'));
  }
  const prefixes = new Set<string>();
  for (const path of fields.values()) for (let n = 1; n < path.length; n++) prefixes.add(path.slice(0, n).join('.'));
  return (document) => {
    let misfits: Record<string, unknown> | null = null;
    const keep = (dotted: string, value: unknown) => {
      misfits ??= {};
      misfits[dotted] = value;
    };
    const walk = (object: object, parent: string) => {
      for (const [key, value] of Object.entries(object)) {
        const dotted = parent + key;
        if (value === null || value === undefined) continue;
        if (integers.has(dotted)) {
          if (!/^\s*[+-]?\d{1,18}(?:\.0*)?\s*$/.test(String(value)) || typeof value === 'object') keep(dotted, value);
        } else if (!fields.has(dotted) && prefixes.has(dotted)) {
          if (typeof value === 'object' && !Array.isArray(value)) walk(value, `${dotted}.`);
          else keep(dotted, value);
        }
      }
    };
    walk(document, '');
    return misfits;
  };
}
