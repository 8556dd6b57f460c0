import { jsonNames, jsonObject } from '#core/export/json.ts';
import type { Written } from './written.ts';

/** One JSON array, an object a line. */
export async function* jsonText({ columns, rows }: Written): AsyncGenerator<string> {
  const names = jsonNames(columns);
  let before = '[\n';
  for await (const some of rows) {
    if (some.length === 0) continue;
    yield before + some.map((row) => jsonObject(columns, names, row)).join(',\n');
    before = ',\n';
  }
  yield before === '[\n' ? '[]\n' : '\n]\n';
}
