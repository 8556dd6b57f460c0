/** What may be exported, in which forms, and what an export tells of itself. */
import { z } from 'zod';
import type { ErrorBody } from '../errors.ts';
import { mapRef } from '../pivot/artefact.ts';
import { cellPath, filter } from '../pivot/spec.ts';

export const exportFormats = ['csv', 'xlsx', 'json', 'parquet'] as const;
export type ExportFormat = (typeof exportFormats)[number];

/** `table`: as shown, with subtotals and totals. `tidy`: one line for each innermost cell. */
export const tableLayouts = ['table', 'tidy'] as const;
export type TableLayout = (typeof tableLayouts)[number];

export const exportedTable = z.strictObject({
  kind: z.literal('table'),
  artefact: z.string().max(100),
  layout: z.enum(tableLayouts).default('table'),
});

export const exportedCell = z.strictObject({
  kind: z.literal('cell-events'),
  artefact: z.string().max(100),
  cell: cellPath,
});

/** An export with every name resolved, kept in its folder. `from`, `to` and `created`: epoch ms. */
export const exportRequest = z.strictObject({
  version: z.literal(1),
  what: z.discriminatedUnion('kind', [
    exportedTable,
    exportedCell,
    z.strictObject({
      kind: z.literal('events'),
      dataset: z.string(),
      from: z.number().int(),
      to: z.number().int(),
      map: mapRef.nullable(),
      filters: z.array(filter),
    }),
  ]),
  format: z.enum(exportFormats),
  fileName: z.string(),
  created: z.number().int(),
});
export type ExportRequest = z.infer<typeof exportRequest>;

export const exportStates = ['waiting', 'running', 'done', 'failed', 'cancelled'] as const;
export type ExportState = (typeof exportStates)[number];

/**
 * How far an export is. `rows`: rows written; `total`: rows that there will be, null when not known before; `bytes`:
 * of the finished file, else null; `notes`: a sentence for each kind of thing that was cut or changed, and why.
 */
export const exportStatus = z.object({
  state: z.enum(exportStates),
  rows: z.number().int(),
  total: z.number().int().nullable(),
  bytes: z.number().int().nullable(),
  notes: z.array(z.string()),
  error: z.custom<ErrorBody>().nullable(),
});
export type ExportStatus = z.infer<typeof exportStatus>;

export const waiting: ExportStatus = { state: 'waiting', rows: 0, total: null, bytes: null, notes: [], error: null };

/** An export as the API shows it. */
export type ExportView = ExportStatus & { id: string; format: ExportFormat; fileName: string; created: number };

export function hasEnded(state: ExportState): boolean {
  return state === 'done' || state === 'failed' || state === 'cancelled';
}

export const contentTypes: Record<ExportFormat, string> = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  json: 'application/json',
  parquet: 'application/vnd.apache.parquet',
};
