import { dropExport, readExport } from '#server/exports/files.ts';
import { handle } from '../../handle.ts';

export const GET = handle<'export'>(({ params, world }) => readExport(world.folder.exports, params.export));

export const DELETE = handle<'export'>(({ params, world }) => dropExport(world.folder.exports, params.export));
