import type { ExportColumn, Rows } from '#core/export/rows.ts';

/** What is written: `sheet` names the sheets of a workbook, `about` are the lines of its last sheet. */
export type Written = { sheet: string; columns: ExportColumn[]; rows: Rows; about: [string, string | number][] };
