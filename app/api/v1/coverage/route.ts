import { coverageQuestion } from '#core/api.ts';
import { handle, queryOf } from '../handle.ts';
import { findCoverage } from './find-coverage.ts';

export const GET = handle(({ request, world }) =>
  findCoverage(world, queryOf(request, coverageQuestion), request.signal),
);
