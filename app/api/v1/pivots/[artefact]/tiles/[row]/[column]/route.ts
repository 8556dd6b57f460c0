import { WeirError } from '#core/errors.ts';
import { handle } from '../../../../../handle.ts';
import { artefactResponse } from '../../../../artefact-response.ts';

export const GET = handle<'artefact' | 'row' | 'column'>(({ params, world }) => {
  const { artefact, row, column } = params;
  if (!/^\d{1,6}$/.test(row) || !/^\d{1,6}$/.test(column))
    throw new WeirError('invalid', 'A tile is named by two whole numbers.', { field: 'row' });
  return artefactResponse(world, artefact, `tile-${Number(row)}-${Number(column)}`);
});
