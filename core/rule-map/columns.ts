import { WeirError } from '../errors.ts';

const usualKeys = ['ruleid', 'id', 'rule', 'ref', 'key'];

/** Most columns that a rule map may have. */
export const mostColumns = 1000;

/**
 * Which column of a header holds the rule ids: the one asked for, else one of a usual name, else the first.
 * @throws WeirError `invalid` for a header that cannot be used, naming line 1
 */
export function keyIndex(header: readonly string[], wanted: string | null): number {
  const refuse = (message: string) =>
    new WeirError('invalid', message, { field: 'file', lines: [{ line: 1, message }] });
  if (header.length > mostColumns)
    throw refuse(`The header has ${header.length} columns; ${mostColumns} are the most.`);
  const seen = new Map<string, number>();
  for (const [index, name] of header.entries()) {
    if (name.trim() === '') throw refuse(`Column ${index + 1} of the header has no name.`);
    const folded = name.trim().toLowerCase();
    if (seen.has(folded)) throw refuse(`The header names "${name.trim()}" twice.`);
    seen.set(folded, index);
  }
  if (wanted !== null) {
    const found = seen.get(wanted.trim().toLowerCase());
    if (found === undefined) {
      throw new WeirError('invalid', `The file has no column "${wanted}"; it has ${header.join(', ')}.`, {
        field: 'key',
      });
    }
    return found;
  }
  for (const usual of usualKeys) {
    const index = header.findIndex((name) => name.toLowerCase().replace(/[^a-z]/g, '') === usual);
    if (index >= 0) return index;
  }
  return 0;
}

/** The delimiter that splits the first lines of a file most evenly; a comma when none does. */
export function detectDelimiter(start: string): string {
  const lines = start
    .replace(/"(?:[^"]|"")*"/g, '')
    .split(/\r\n|\n|\r/)
    .filter((line) => line.trim() !== '')
    .slice(0, 20);
  let best = { delimiter: ',', columns: 0 };
  for (const delimiter of [',', ';', '\t', '|']) {
    const counts = lines.map((line) => line.split(delimiter).length - 1);
    const [first = 0] = counts;
    const columns = first > 0 ? first * counts.filter((count) => count === first).length : 0;
    if (columns > best.columns) best = { delimiter, columns };
  }
  return best.delimiter;
}

/** The column names in the first line of a file, of which `start` is the beginning. */
export function headerOf(start: string): string[] {
  const delimiter = detectDelimiter(start);
  const names: string[] = [];
  let name = '';
  let quoted = false;
  for (const one of start.replace(/^\uFEFF/, '').trimStart()) {
    if (one === '"') quoted = !quoted;
    else if (!quoted && (one === '\n' || one === '\r')) break;
    else if (!quoted && one === delimiter) {
      names.push(name.trim());
      name = '';
    } else name += one;
  }
  return [...names, name.trim()];
}
