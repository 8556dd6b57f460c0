import type { Cell, Tally } from './rows.ts';

/** What a sheet holds at most; `text`: UTF-16 units in a cell; `xml`: characters of a sheet's XML, so that any reader can open it. */
export type SheetLimits = { rows: number; columns: number; text: number; xml: number };

export const sheetLimits: SheetLimits = { rows: 1_048_576, columns: 16_384, text: 32_767, xml: 2_000_000_000 };

/** Excel shows and keeps 15 digits of a number. */
const exactDigits = 999_999_999_999_999;

export const sheetHead =
  '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetFormatPr defaultRowHeight="15" baseColWidth="14"/><sheetData>';
export const sheetFoot = '</sheetData></worksheet>';

/**
 * A row of a sheet as XML; `number` counts from 1. Texts are strings whatever they begin with, never formulas; `style` is
 * an index into the workbook's cell formats. What does not fit is cut or replaced, and counted in `tally`.
 */
export function sheetRow(
  cells: readonly Cell[],
  number: number,
  tally: Tally,
  limits: Pick<SheetLimits, 'text'>,
  style = 0,
): string {
  let xml = '';
  const format = style === 0 ? '' : ` s="${style}"`;
  for (let column = 0; column < cells.length; column++) {
    const cell = cells[column] ?? null;
    if (cell === null || cell === '') continue;
    const place = `<c r="${columnName(column)}${number}"${format}`;
    if (typeof cell !== 'string' && isExact(cell)) xml += `${place}><v>${cell}</v></c>`;
    else
      xml += `${place} t="inlineStr"><is><t xml:space="preserve">${sheetText(String(cell), tally, limits)}</t></is></c>`;
  }
  return `<row r="${number}">${xml}</row>`;
}

function isExact(cell: number | bigint): boolean {
  if (typeof cell === 'number' && !Number.isInteger(cell)) return Number.isFinite(cell);
  return cell >= -exactDigits && cell <= exactDigits;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: XML cannot hold these, nor halves of a surrogate pair
const unfit = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]|\p{Surrogate}/gu;

function sheetText(text: string, tally: Tally, limits: Pick<SheetLimits, 'text'>): string {
  let fit = text;
  if (fit.length > limits.text) {
    tally.cut++;
    const splits = /[\uD800-\uDBFF]/.test(fit[limits.text - 1] ?? '');
    fit = fit.slice(0, splits ? limits.text - 1 : limits.text);
  }
  const clean = fit.replace(unfit, '\uFFFD');
  if (clean !== fit) tally.replaced++;
  return (
    clean
      // Excel reads _x000D_ as the character of that number.
      .replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
      .replace(/[&<>\r]/g, (one) => escapes[one] ?? one)
  );
}

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '\r': '&#13;' };

const columnNames: string[] = [];

/** `A`, `B` … `Z`, `AA` …; `index` counts from 0. */
export function columnName(index: number): string {
  let name = columnNames[index];
  if (name === undefined) {
    name = '';
    for (let rest = index + 1; rest > 0; rest = Math.floor((rest - 1) / 26))
      name = String.fromCharCode(65 + ((rest - 1) % 26)) + name;
    columnNames[index] = name;
  }
  return name;
}

const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const office = 'http://schemas.openxmlformats.org';

/** The parts of a workbook beside its sheets, by path. `sheets` are their names. */
export function workbookParts(sheets: readonly string[]): [path: string, xml: string][] {
  const list = (one: (name: string, number: number) => string) =>
    sheets.map((name, index) => one(name, index + 1)).join('');
  const main = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
  const relations = `${office}/officeDocument/2006/relationships`;
  return [
    [
      'xl/workbook.xml',
      `${declaration}<workbook xmlns="${office}/spreadsheetml/2006/main" xmlns:r="${relations}"><sheets>${list((name, number) => `<sheet name="${name}" sheetId="${number}" r:id="r${number}"/>`)}</sheets></workbook>`,
    ],
    [
      'xl/_rels/workbook.xml.rels',
      `${declaration}<Relationships xmlns="${office}/package/2006/relationships">${list((_name, number) => `<Relationship Id="r${number}" Type="${relations}/worksheet" Target="worksheets/sheet${number}.xml"/>`)}<Relationship Id="styles" Type="${relations}/styles" Target="styles.xml"/></Relationships>`,
    ],
    [
      'xl/styles.xml',
      `${declaration}<styleSheet xmlns="${office}/spreadsheetml/2006/main"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="2"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/></cellXfs></styleSheet>`,
    ],
    [
      '_rels/.rels',
      `${declaration}<Relationships xmlns="${office}/package/2006/relationships"><Relationship Id="workbook" Type="${relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    ],
    [
      '[Content_Types].xml',
      `${declaration}<Types xmlns="${office}/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${main}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${main}.styles+xml"/>${list((_name, number) => `<Override PartName="/xl/worksheets/sheet${number}.xml" ContentType="${main}.worksheet+xml"/>`)}</Types>`,
    ],
  ];
}
