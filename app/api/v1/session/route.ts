import { session } from '#core/api.ts';
import { WeirError } from '#core/errors.ts';
import { isToken, sessionCookie, sessionValue } from '#server/auth/require-user.ts';
import { bodyOf, handle } from '../handle.ts';

export const POST = handle(
  async ({ request, world }) => {
    const { token } = await bodyOf(request, session);
    if (world.env.token === undefined || !isToken(token, world.env.token)) {
      throw new WeirError('unauthorised', 'This is not the token.', { field: 'token' });
    }
    const cookie = `${sessionCookie}=${sessionValue(world.env.token)}; HttpOnly; SameSite=Strict; Path=/; Max-Age=2592000`;
    return new Response(null, { status: 204, headers: { 'set-cookie': cookie } });
  },
  { open: true },
);
