import { mapFileQuery } from '#core/api.ts';
import { mapVersionOf } from '../../../find.ts';
import { handle, queryOf } from '../../../handle.ts';
import { mapFileResponse } from '../../map-file-response.ts';

export const GET = handle<'map'>(({ request, params, world }) =>
  mapFileResponse(world, mapVersionOf(world, params.map, queryOf(request, mapFileQuery).version), request.signal),
);
