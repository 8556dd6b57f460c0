import { once } from 'node:events';
import { Readable } from 'node:stream';
import { ZipFile } from 'yazl';
import { type Cell, notesOf, nothingChanged, type Tally } from '#core/export/rows.ts';
import { type SheetLimits, sheetFoot, sheetHead, sheetLimits, sheetRow, workbookParts } from '#core/export/xlsx.ts';
import type { Written } from './written.ts';

/** Level 3 packs a sheet to a few per cent more than the default and takes half the time. */
const packed = { compress: true, compressionLevel: 3 };

/** A workbook: as many sheets as the rows need, then one that says what it is. */
export function workbook(written: Written, tally: Tally, limits: SheetLimits): Readable {
  const zip = new ZipFile();
  const output = zip.outputStream as Readable;
  zip.on('error', (error: Error) => output.destroy(error));
  addParts(zip, output, written, tally, limits).catch((error: Error) => output.destroy(error));
  return output;
}

async function addParts(
  zip: ZipFile,
  output: Readable,
  written: Written,
  tally: Tally,
  limits: SheetLimits,
): Promise<void> {
  const source = rowsOf(written.rows);
  const names: string[] = [];
  const add = async (name: string, text: AsyncIterable<string> | Iterable<string>) => {
    names.push(name);
    const sheet = Readable.from(text, { objectMode: false });
    const left = () => sheet.destroy();
    output.once('close', left);
    zip.addReadStream(sheet, `xl/worksheets/sheet${names.length}.xml`, packed);
    await once(sheet, 'close');
    output.off('close', left);
    if (output.destroyed) throw new Error('The file is no longer wanted.');
  };
  const header = written.columns.map(({ name }) => name);
  let next = await source.next();
  do {
    const name = names.length === 0 ? written.sheet : `${written.sheet} ${names.length + 1}`;
    await add(
      name,
      sheetText(header, next, source, tally, limits, (rest) => {
        next = rest;
      }),
    );
  } while (!next.done);
  const about = [...written.about, ...notesOf(tally, limits.text).map((note): [string, string] => ['Note', note])];
  await add('About', [
    sheetHead,
    ...about.map((line, index) => sheetRow(line, index + 1, nothingChanged(), sheetLimits)),
    sheetFoot,
  ]);
  for (const [path, xml] of workbookParts(names)) zip.addBuffer(Buffer.from(xml), path, packed);
  zip.end();
}

async function* rowsOf(rows: Written['rows']): AsyncGenerator<Cell[], undefined> {
  for await (const some of rows) yield* some;
}

type Next = IteratorResult<Cell[], undefined>;

/** The XML of one sheet; `rest` is told the first row that no longer fits, or the end. */
async function* sheetText(
  header: readonly string[],
  first: Next,
  source: AsyncGenerator<Cell[], undefined>,
  tally: Tally,
  limits: SheetLimits,
  rest: (next: Next) => void,
): AsyncGenerator<string> {
  let text = sheetHead + sheetRow(header, 1, tally, limits, 1);
  let written = 0;
  let number = 1;
  let next = first;
  while (!next.done && number < limits.rows && written < limits.xml) {
    text += sheetRow(next.value, ++number, tally, limits);
    if (text.length > 65_536) {
      written += text.length;
      yield text;
      text = '';
    }
    next = await source.next();
  }
  rest(next);
  yield text + sheetFoot;
}
