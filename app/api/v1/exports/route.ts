import { newExport } from '#core/api.ts';
import { bodyOf, handle } from '../handle.ts';
import { startExport } from './start-export.ts';

export const POST = handle(async ({ request, world }) => startExport(world, await bodyOf(request, newExport)), {
  status: 202,
});
