import { open, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';

/** The bytes of a file that is read just once: it is gone from its folder when this returns. */
export async function streamOnce(path: string): Promise<ReadableStream<Uint8Array>> {
  const file = await open(path);
  await rm(path);
  return Readable.toWeb(file.createReadStream()) as ReadableStream<Uint8Array>;
}

export async function discardFile(path: string): Promise<void> {
  await rm(path, { force: true });
}
