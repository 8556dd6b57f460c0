import { csvLine } from '#core/export/csv.ts';
import type { Tally } from '#core/export/rows.ts';
import type { Written } from './written.ts';

/** A CSV file; the mark at its start tells Excel that it is UTF-8. */
export async function* csvText({ columns, rows }: Written, tally: Tally): AsyncGenerator<string> {
  const changed = () => {
    tally.disarmed++;
  };
  yield `\uFEFF${csvLine(
    columns.map(({ name }) => name),
    changed,
  )}`;
  for await (const some of rows) yield some.map((row) => csvLine(row, changed)).join('');
}
