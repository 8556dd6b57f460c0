import { once } from 'node:events';
import { createReadStream, createWriteStream } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { parse } from 'csv-parse';
import { type LineError, WeirError } from '#core/errors.ts';
import type { ParsedMap } from '#core/jobs.ts';
import { detectDelimiter, keyIndex } from '#core/rule-map/columns.ts';
import { type Duck, sqlText } from './duckdb.ts';

/** Errors that are listed by line; the sentence says how many there are in all. */
const mostErrors = 100;

/**
 * Reads an uploaded CSV into a rule map's Parquet file: `key` (unique, trimmed), `c0…` (the other columns as text),
 * `line`. The delimiter (comma, semicolon, tab, bar) is detected, a byte order mark skipped, blank lines skipped, equal
 * rows kept once.
 * @throws WeirError `invalid` with the lines that are wrong; nothing is left behind
 */
export async function parseRuleMap(
  duck: Duck,
  csv: string,
  parquet: string,
  keyColumn: string | null,
  signal: AbortSignal,
): Promise<ParsedMap> {
  const beside = `${parquet}.${process.pid}.tmp`;
  const lines = `${beside}.ndjson`;
  try {
    const parsed = await readRows(csv, lines, keyColumn, signal);
    const types = ['key', ...parsed.columns.map((_name, index) => `c${index}`)].map((name) => `'${name}': 'VARCHAR'`);
    await duck.use(
      (connection) =>
        connection.run(
          `COPY (SELECT * FROM read_json(${sqlText(lines)}, format = 'newline_delimited', columns = {${types.join(', ')}, 'line': 'BIGINT'}))
            TO ${sqlText(beside)} (FORMAT parquet, COMPRESSION zstd)`,
        ),
      signal,
    );
    await rename(beside, parquet);
    return parsed;
  } finally {
    await rm(lines, { force: true });
    await rm(beside, { force: true });
  }
}

async function readRows(csv: string, to: string, keyColumn: string | null, signal: AbortSignal): Promise<ParsedMap> {
  const delimiter = detectDelimiter(await startOf(csv));
  const trouble = new Trouble();
  const parser = parse({
    delimiter,
    bom: true,
    info: true,
    raw: true,
    skip_empty_lines: true,
    relax_column_count: true,
    max_record_size: 1024 * 1024,
  });
  const input = createReadStream(csv, { signal }).on('error', (error) => parser.destroy(error));
  decoded(input, parser);
  const output = createWriteStream(to);
  const seen = new Map<string, { line: number; cells: string }>();
  let header: string[] | null = null;
  let key = 0;
  let repeated = 0;
  try {
    for await (const { record, info, raw } of parser as AsyncIterable<{
      record: string[];
      info: { lines: number };
      raw: string;
    }>) {
      const line = info.lines - (raw.replace(/^[\r\n]+|[\r\n]+$/g, '').match(/\r\n|\n|\r/g)?.length ?? 0);
      if (header === null) {
        header = record.map((name) => name.trim());
        key = keyIndex(header, keyColumn);
        continue;
      }
      if (record.length !== header.length) {
        trouble.add(line, `has ${record.length} cells, but the header has ${header.length}`);
        continue;
      }
      if (record.some((cell) => cell.includes('\0'))) {
        trouble.add(line, 'holds a null character: this is no text file');
        continue;
      }
      const id = (record[key] ?? '').trim();
      const cells = record.filter((_cell, index) => index !== key);
      if (id === '') {
        trouble.add(line, `has no id in column "${header[key]}"`);
        continue;
      }
      const before = seen.get(id);
      const text = JSON.stringify(cells);
      if (before) {
        if (before.cells === text) repeated += 1;
        else trouble.add(line, `gives "${id.slice(0, 80)}" another meaning than line ${before.line}`);
        continue;
      }
      seen.set(id, { line, cells: text });
      const row = Object.fromEntries([['key', id], ...cells.map((cell, index) => [`c${index}`, cell]), ['line', line]]);
      if (!output.write(`${JSON.stringify(row)}\n`)) await once(output, 'drain');
    }
  } catch (error) {
    throw parseError(error);
  } finally {
    output.end();
    await once(output, 'close');
  }
  if (header === null) throw new WeirError('invalid', 'The file is empty.', { field: 'file' });
  trouble.throwIfAny();
  if (seen.size === 0) throw new WeirError('invalid', 'The file has a header but no rows.', { field: 'file' });
  return {
    key: header[key] ?? '',
    columns: header.filter((_name, index) => index !== key),
    rows: seen.size,
    delimiter,
    warnings:
      repeated === 0
        ? []
        : [
            repeated === 1
              ? 'One row repeats an earlier row word for word and was left out.'
              : `${repeated} rows repeat an earlier row word for word and were left out.`,
          ],
  };
}

/** Feeds UTF-8 text to the parser; anything else is refused rather than garbled. */
function decoded(input: NodeJS.ReadableStream, parser: ReturnType<typeof parse>): void {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  const feed = async () => {
    try {
      for await (const chunk of input as AsyncIterable<Buffer>) {
        if (!parser.write(decoder.decode(chunk, { stream: true }))) await once(parser, 'drain');
      }
      parser.end(decoder.decode());
    } catch (cause) {
      parser.destroy(
        cause instanceof TypeError
          ? new WeirError('invalid', 'The file is not UTF-8 text: save it as UTF-8 CSV.', { cause, field: 'file' })
          : (cause as Error),
      );
    }
  };
  void feed();
}

async function startOf(path: string): Promise<string> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(64 * 1024), 0, 64 * 1024, 0);
    return buffer.toString('utf8', 0, bytesRead).replace(/^\uFEFF/, '');
  } finally {
    await file.close();
  }
}

class Trouble {
  readonly #lines: LineError[] = [];
  #total = 0;

  add(line: number, message: string): void {
    this.#total += 1;
    if (this.#lines.length < mostErrors) this.#lines.push({ line, message: `Line ${line} ${message}.` });
  }

  throwIfAny(): void {
    const [first] = this.#lines;
    if (!first) return;
    const others = this.#total - 1;
    const more =
      others === 0 ? '' : others === 1 ? ' One more line is wrong too.' : ` ${others} more lines are wrong too.`;
    throw new WeirError('invalid', `${first.message}${more}`, {
      field: 'file',
      lines: this.#lines,
      lineTotal: this.#total,
    });
  }
}

function parseError(error: unknown): unknown {
  if (error instanceof WeirError) return error;
  const { code, lines } = error as { code?: string; lines?: number };
  if (!code?.startsWith('CSV_') && !code?.startsWith('INVALID_')) return error;
  const message =
    code === 'CSV_MAX_RECORD_SIZE'
      ? `Line ${lines} begins a row longer than 1 MB: a quote is left open, or this is no CSV file.`
      : `Line ${lines} is not valid CSV: a quote is in the wrong place or left open.`;
  return new WeirError('invalid', message, { cause: error, field: 'file', lines: [{ line: lines ?? 1, message }] });
}
