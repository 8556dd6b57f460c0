import type { ParsedMap } from '#core/jobs.ts';
import type { MapRef } from '#core/pivot/artefact.ts';
import { discardUpload, receiveUpload, type Upload } from '#server/uploads/receive.ts';
import type { WebWorld } from '../../../world.ts';

/** How long a worker may take to read an upload, in ms. */
const parseTimeout = 120_000;

/**
 * Receives a CSV, has a worker read it, and gives `use` what it holds; whatever comes of it, nothing of the upload that
 * `use` did not place is left.
 * @throws WeirError `invalid` with the lines that are wrong, `too_large`, `unavailable`
 */
export async function receiveMap<Parsed extends ParsedMap, Result>(
  world: WebWorld,
  request: Request,
  question: { key: string | null; preview?: { against: MapRef | null } },
  use: (parsed: Parsed, upload: Upload) => Result,
): Promise<Result> {
  const upload = await receiveUpload(world.folder, request.body, world.env.uploadLimitBytes);
  try {
    const { key, ...more } = question;
    const body = { upload: upload.path, file: upload.parsed, keyColumn: key, ...more };
    const parsed = await world.producer.ask<Parsed>('parse-upload', body, {
      timeoutMs: parseTimeout,
      signal: request.signal,
    });
    return use(parsed, upload);
  } finally {
    await discardUpload(world.folder, upload);
  }
}
