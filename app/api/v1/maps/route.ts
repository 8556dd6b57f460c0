import { mapUpload } from '#core/api.ts';
import { listMaps } from '#server/store/rule-maps.ts';
import { handle, queryOf } from '../handle.ts';
import { publishUpload } from './publish-upload.ts';

export const GET = handle(({ world }) => ({ maps: listMaps(world.store) }));

export const POST = handle(({ request, world }) => publishUpload(world, request, queryOf(request, mapUpload)), {
  status: 201,
});
