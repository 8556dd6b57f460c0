import { WeirError } from '#core/errors.ts';
import { handle } from '../v1/handle.ts';

/** What no other route below /api answers. */
const unknown = handle(({ request }) => {
  const path = new URL(request.url).pathname.slice(0, 200);
  throw new WeirError('not_found', `There is no ${request.method} ${path}: docs/api.md lists what there is.`);
});

export { unknown as DELETE, unknown as GET, unknown as PATCH, unknown as POST, unknown as PUT };
