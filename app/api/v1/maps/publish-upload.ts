import type { ParsedMap } from '#core/jobs.ts';
import type { MapVersion } from '#core/rule-map/version.ts';
import { publishMap } from '#server/store/rule-maps.ts';
import { discardUpload, placeUpload, receiveUpload } from '#server/uploads/receive.ts';
import type { WebWorld } from '../../../world.ts';

/** How long a worker may take to read an upload, in ms. */
const parseTimeout = 120_000;

/**
 * Receives a CSV, has a worker read it, and publishes it as the next version. Until that last step nothing has changed,
 * and a file that is refused is gone.
 * @throws WeirError `invalid` with the lines that are wrong, `too_large`, `unavailable`
 */
export async function publishUpload(
  world: WebWorld,
  request: Request,
  { name, key }: { name: string; key: string | null },
): Promise<MapVersion & { warnings: string[] }> {
  const upload = await receiveUpload(world.folder, request.body, world.env.uploadLimitBytes);
  try {
    const body = { upload: upload.path, file: upload.parsed, keyColumn: key };
    const parsed = await world.producer.ask<ParsedMap>('parse-upload', body, {
      timeoutMs: parseTimeout,
      signal: request.signal,
    });
    const version = publishMap(world.store, name, parsed, (file) => placeUpload(world.folder, upload, file));
    return { ...version, warnings: parsed.warnings };
  } finally {
    await discardUpload(world.folder, upload);
  }
}
