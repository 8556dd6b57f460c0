import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream as WebStream } from 'node:stream/web';
import { setTimeout as wait } from 'node:timers/promises';
import type { ExportWhat } from '#core/api.ts';
import { isWeirError, WeirError } from '#core/errors.ts';
import { type ExportView, exportFormats, hasEnded, tableLayouts } from '#core/export/export.ts';
import type { ArtefactMeta } from '#core/pivot/artefact.ts';
import { type Arguments, questionOf, specOf, UsageError } from './arguments.ts';
import type { Client } from './client.ts';
import { say, write } from './print.ts';

/** How often an export is looked at, in ms. */
const lookEvery = 250;

/** Exports all events of a range that satisfy the filters. */
export async function exportEvents(client: Client, options: Arguments['options']): Promise<void> {
  const filters = specOf(options)?.filters ?? [];
  await exportTo(client, options, async () => ({ kind: 'events', ...questionOf(options), filters }));
}

/** Computes a pivot and exports its table. */
export async function exportPivot(client: Client, options: Arguments['options']): Promise<void> {
  const layout = oneOf('--layout', options.layout ?? 'table', tableLayouts);
  const body = { ...questionOf(options), spec: specOf(options) };
  await exportTo(client, options, async () => {
    const { key } = await client.post<ArtefactMeta>('/pivots', body);
    return { kind: 'table', artefact: key, layout };
  });
}

/** Has the file made, and brings it to --out or standard output. Interrupting it cancels the export. */
async function exportTo(client: Client, options: Arguments['options'], what: () => Promise<ExportWhat>): Promise<void> {
  const { out } = options;
  const format = oneOf('--format', options.format ?? 'csv', exportFormats);
  if (out === undefined && process.stdout.isTTY && (format === 'xlsx' || format === 'parquet'))
    throw new UsageError(`A terminal cannot show ${format}: name a file by --out.`);
  const { id } = await client.post<ExportView>('/exports', { what: await what(), format });
  const path = `/exports/${id}`;
  const interrupted = () => {
    client.remove(path).finally(() => process.exit(1));
  };
  process.once('SIGINT', interrupted);
  try {
    const made = await follow(client, path);
    await save(await client.download(`${path}/file`), out, made.bytes);
    for (const note of made.notes) say(note);
    say(`${made.rows.toLocaleString('en-US')} rows${out === undefined ? '' : ` in ${out}`}`);
  } finally {
    process.off('SIGINT', interrupted);
    await client.remove(path).catch(() => undefined);
  }
}

async function follow(client: Client, path: string): Promise<ExportView> {
  for (;;) {
    const view = await client.get<ExportView>(path);
    if (view.state === 'done') return view;
    if (view.error) throw WeirError.fromBody(view.error);
    if (hasEnded(view.state)) throw new WeirError('cancelled', 'The export was cancelled.');
    await wait(lookEvery);
  }
}

/** @throws WeirError when the file cannot be written, or did not come whole */
async function save(body: ReadableStream<Uint8Array>, out: string | undefined, size: number | null): Promise<void> {
  let come = 0;
  const counted = async function* (chunks: AsyncIterable<Uint8Array>) {
    for await (const chunk of chunks) {
      come += chunk.byteLength;
      yield chunk;
    }
    if (come !== size) throw new WeirError('unavailable', 'The file did not come whole: try again.');
  };
  const bytes = Readable.fromWeb(body as WebStream);
  if (out === undefined) {
    for await (const chunk of counted(bytes)) await write(chunk);
    return;
  }
  const part = `${out}.part`;
  try {
    await pipeline(bytes, counted, createWriteStream(part));
    await rename(part, out);
  } catch (cause) {
    await rm(part, { force: true });
    if (isWeirError(cause)) throw cause;
    throw new WeirError('invalid', `The file ${out} cannot be written.`, { cause });
  }
}

function oneOf<Known extends string>(name: string, given: string, known: readonly Known[]): Known {
  const found = known.find((one) => one === given);
  if (found === undefined) throw new UsageError(`${name} is one of ${known.join(', ')}.`);
  return found;
}
