import { randomUUID } from 'node:crypto';
import { createWriteStream, renameSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream as WebStream } from 'node:stream/web';
import { WeirError } from '#core/errors.ts';
import type { DataFolder } from '#server/data-folder.ts';

/** A file that somebody sent; `path` and `parsed` (where its Parquet form goes) are relative to the data folder. */
export type Upload = { path: string; parsed: string; bytes: number };

/**
 * Streams a body to disk, never holding it in memory.
 * @throws WeirError `too_large` beyond `limit` bytes, `invalid` for an empty body; nothing is kept then
 */
export async function receiveUpload(
  folder: DataFolder,
  body: ReadableStream<Uint8Array> | null,
  limit: number,
): Promise<Upload> {
  const id = randomUUID();
  const upload: Upload = { path: join('uploads', `${id}.csv`), parsed: join('uploads', `${id}.parquet`), bytes: 0 };
  if (!body) throw new WeirError('invalid', 'Send the CSV file as the body of the request.', { field: 'file' });
  const count = async function* (source: AsyncIterable<Uint8Array>) {
    for await (const chunk of source) {
      upload.bytes += chunk.byteLength;
      if (upload.bytes > limit) {
        throw new WeirError('too_large', `The file is larger than ${limit / 1024 / 1024} MB, the limit for uploads.`, {
          field: 'file',
        });
      }
      yield chunk;
    }
  };
  try {
    await pipeline(
      Readable.fromWeb(body as unknown as NodeStream),
      count,
      createWriteStream(join(folder.root, upload.path)),
    );
    if (upload.bytes === 0) throw new WeirError('invalid', 'The file is empty.', { field: 'file' });
    return upload;
  } catch (error) {
    await discardUpload(folder, upload);
    throw error;
  }
}

type NodeStream = WebStream<Uint8Array>;

/** Removes what is left of an upload. */
export async function discardUpload(folder: DataFolder, upload: Upload): Promise<void> {
  await rm(join(folder.root, upload.path), { force: true });
  await rm(join(folder.root, upload.parsed), { force: true });
}

/** Moves an upload's Parquet file to its place, a path relative to the data folder. */
export function placeUpload(folder: DataFolder, upload: Upload, file: string): void {
  renameSync(join(folder.root, upload.parsed), join(folder.root, file));
}
