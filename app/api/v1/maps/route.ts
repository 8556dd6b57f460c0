import { mapUpload } from '#core/api.ts';
import { listMaps, publishMap } from '#server/store/rule-maps.ts';
import { placeUpload } from '#server/uploads/receive.ts';
import { handle, queryOf } from '../handle.ts';
import { receiveMap } from './receive-map.ts';

export const GET = handle(({ world }) => ({ maps: listMaps(world.store) }));

export const POST = handle(
  ({ request, world }) => {
    const { name, key } = queryOf(request, mapUpload);
    return receiveMap(world, request, { key }, (parsed, upload) => ({
      ...publishMap(world.store, name, parsed, (file) => placeUpload(world.folder, upload, file)),
      warnings: parsed.warnings,
    }));
  },
  { status: 201 },
);
