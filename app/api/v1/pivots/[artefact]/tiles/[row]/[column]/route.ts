import { WeirError } from '#core/errors.ts';
import { readTile } from '#server/artefacts/files.ts';
import { handle } from '../../../../../handle.ts';
import { forEver } from '../../../../artefact-response.ts';

export const GET = handle<'artefact' | 'row' | 'column'>(async ({ params, world }) => {
  const { artefact, row, column } = params;
  if (!/^\d{1,6}$/.test(row) || !/^\d{1,6}$/.test(column)) {
    throw new WeirError('invalid', 'A tile is named by two whole numbers.', { field: 'row' });
  }
  return Response.json(await readTile(world.folder.artefacts, artefact, Number(row), Number(column)), {
    headers: forEver,
  });
});
