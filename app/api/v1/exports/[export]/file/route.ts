import { handle } from '../../../handle.ts';
import { exportResponse } from '../../export-response.ts';

export const GET = handle<'export'>(({ params, world }) => exportResponse(world, params.export));
