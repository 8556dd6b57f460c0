import { createWriteStream } from 'node:fs';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ExportFormat } from '#core/export/export.ts';
import { notesOf, nothingChanged, type Tally } from '#core/export/rows.ts';
import { type SheetLimits, sheetLimits } from '#core/export/xlsx.ts';
import { csvText } from './csv.ts';
import { jsonText } from './json.ts';
import type { Written } from './written.ts';
import { workbook } from './xlsx.ts';

/**
 * Writes rows into a file, no faster than the disk takes them and never holding more than a portion of them. Returns a
 * note for each kind of thing that was cut or changed. An aborted `signal` rejects with its reason.
 */
export async function writeRows(
  path: string,
  format: Exclude<ExportFormat, 'parquet'>,
  written: Written,
  signal: AbortSignal,
  limits: SheetLimits = sheetLimits,
): Promise<string[]> {
  const tally = nothingChanged();
  await pipeline(bytesOf(format, written, tally, limits), createWriteStream(path), { signal }).catch((error) => {
    signal.throwIfAborted();
    throw error;
  });
  return notesOf(tally, limits.text);
}

function bytesOf(
  format: Exclude<ExportFormat, 'parquet'>,
  written: Written,
  tally: Tally,
  limits: SheetLimits,
): AsyncIterable<string> | Readable {
  if (format === 'csv') return csvText(written, tally);
  return format === 'json' ? jsonText(written) : workbook(written, tally, limits);
}
