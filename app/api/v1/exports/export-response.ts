import { WeirError } from '#core/errors.ts';
import { contentTypes } from '#core/export/export.ts';
import { readExport, streamExport } from '#server/exports/files.ts';
import type { WebWorld } from '../../../world.ts';

/** The finished file of an export, to be saved. @throws WeirError `not_found`, `conflict` while it is not finished */
export async function exportResponse(world: WebWorld, id: string): Promise<Response> {
  const { exports } = world.folder;
  const { state, format, fileName } = await readExport(exports, id);
  if (state !== 'done') {
    throw new WeirError('conflict', `The export is ${state}: there is no finished file.`, { field: 'export' });
  }
  // Next takes a Content-Length off: whoever needs it finds it as the export's `bytes`.
  return new Response(await streamExport(exports, id), {
    headers: {
      'content-type': contentTypes[format],
      'content-disposition': `attachment; filename="${fileName.replace(/[^\w.-]/g, '_')}"`,
      'x-content-type-options': 'nosniff',
      // As it lies on disk: packing it anew for each reader would cost more than it saves.
      'cache-control': 'private, no-store, no-transform',
    },
  });
}
