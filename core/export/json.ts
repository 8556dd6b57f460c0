import type { Cell, ExportColumn } from './rows.ts';

/**
 * A row as a JSON object on one line, without the columns that it lacks. Integers beyond 2^53 are texts; JSON columns are
 * the JSON that they hold, digit for digit.
 */
export function jsonObject(columns: readonly ExportColumn[], names: readonly string[], row: readonly Cell[]): string {
  let text = '';
  for (let index = 0; index < columns.length; index++) {
    const cell = row[index] ?? null;
    if (cell === null) continue;
    text += `${text === '' ? '' : ','}${names[index]}:${jsonCell(columns[index]?.kind ?? 'text', cell)}`;
  }
  return `{${text}}`;
}

/** The names of columns as {@link jsonObject} wants them: as JSON texts. */
export function jsonNames(columns: readonly ExportColumn[]): string[] {
  return columns.map(({ name }) => JSON.stringify(name));
}

function jsonCell(kind: ExportColumn['kind'], cell: string | number | bigint): string {
  if (typeof cell === 'bigint') {
    const exact = cell >= Number.MIN_SAFE_INTEGER && cell <= Number.MAX_SAFE_INTEGER;
    return exact ? String(cell) : `"${cell}"`;
  }
  if (kind !== 'json' || typeof cell !== 'string') return JSON.stringify(cell);
  try {
    JSON.parse(cell);
  } catch {
    return JSON.stringify(cell);
  }
  // Line breaks of valid JSON stand between its tokens only.
  return cell.replace(/[\r\n]+/g, ' ');
}
