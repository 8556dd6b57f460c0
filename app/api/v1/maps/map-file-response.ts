import { relative } from 'node:path';
import type { MapVersion } from '#core/rule-map/version.ts';
import { scratchPath } from '#server/data-folder.ts';
import { refOf } from '#server/store/rule-maps.ts';
import { discardFile, streamOnce } from '#server/uploads/stream-once.ts';
import type { WebWorld } from '../../../world.ts';
import { queryTimeout } from '../find.ts';

/** A version of a rule map as a CSV download, written by a worker and gone once it is sent. */
export async function mapFileResponse(world: WebWorld, map: MapVersion, signal: AbortSignal): Promise<Response> {
  const path = `${scratchPath(world.folder.tmp, 'mapfile')}.csv`;
  try {
    const body = { map: refOf(map), key: map.key, file: relative(world.folder.root, path) };
    await world.producer.ask('map-file', body, { timeoutMs: queryTimeout, signal });
    return new Response(await streamOnce(path), {
      headers: {
        'content-type': 'text/csv; charset=utf-8; header=present',
        'content-disposition': `attachment; filename="${map.name}-v${map.version}.csv"`,
        'cache-control': 'no-store',
      },
    });
  } catch (error) {
    await discardFile(path);
    throw error;
  }
}
