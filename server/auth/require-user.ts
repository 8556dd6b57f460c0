import { createHmac, timingSafeEqual } from 'node:crypto';
import { isWeirError, WeirError } from '#core/errors.ts';
import type { Env } from '#server/env.ts';

export type User = { id: string; role: 'admin' };

/** The cookie that a browser gets for the token; it holds a digest, not the token. */
export const sessionCookie = 'weir_session';

type Rules = Pick<Env, 'token' | 'bind' | 'allowedHosts'>;

const loopbackHosts = ['localhost', '127.0.0.1', '[::1]'];

/**
 * The one place that decides who may ask. Until there is sign-in, everybody who may ask is one local identity.
 * @throws WeirError `forbidden` for a Host that is not allowed or a write from another site's page, `unauthorised`
 * without the token where one is set
 */
export function requireUser(request: { method: string; headers: Headers }, rules: Rules): User {
  const { headers } = request;
  checkHost(headers, rules);
  if (!['GET', 'HEAD', 'OPTIONS'].includes(request.method)) checkOrigin(headers);
  if (rules.token !== undefined && !hasToken(headers, rules.token)) {
    throw new WeirError('unauthorised', 'Weir asks for its token: send it as "Authorization: Bearer …", or sign in.');
  }
  return { id: 'local', role: 'admin' };
}

/** Whether {@link requireUser} lets this request pass. */
export function mayAsk(request: { method: string; headers: Headers }, rules: Rules): boolean {
  try {
    return requireUser(request, rules) !== undefined;
  } catch (error) {
    if (isWeirError(error)) return false;
    throw error;
  }
}

/** True for a Host header under which Weir may be asked: loopback's names, WEIR_BIND's address, WEIR_ALLOWED_HOSTS. */
function checkHost(headers: Headers, { bind, allowedHosts }: Rules): void {
  const host = (headers.get('host') ?? '').toLowerCase().replace(/:\d+$/, '');
  const bound = bind.includes(':') ? `[${bind}]` : bind;
  if ([...loopbackHosts, bound, ...allowedHosts].includes(host)) return;
  throw new WeirError('forbidden', 'This host name is not allowed: add it to WEIR_ALLOWED_HOSTS.');
}

/** Browsers send an Origin with every write; programs send none. */
function checkOrigin(headers: Headers): void {
  const origin = headers.get('origin');
  const site = headers.get('sec-fetch-site');
  const sameOrigin = origin === null || (URL.canParse(origin) && new URL(origin).host === headers.get('host'));
  if (sameOrigin && (site === null || site === 'same-origin' || site === 'none')) return;
  throw new WeirError('forbidden', 'A page of another site may not change anything in Weir.');
}

function hasToken(headers: Headers, token: string): boolean {
  const bearer = /^Bearer (.+)$/i.exec(headers.get('authorization') ?? '')?.[1];
  if (bearer !== undefined) return isToken(bearer, token);
  const cookie = new RegExp(`(?:^|; )${sessionCookie}=([^;]+)`).exec(headers.get('cookie') ?? '')?.[1];
  return cookie !== undefined && same(cookie, sessionValue(token));
}

/** Compares in constant time. */
export function isToken(given: string, token: string): boolean {
  return same(sessionValue(given), sessionValue(token));
}

/** What the session cookie holds for a token. */
export function sessionValue(token: string): string {
  return createHmac('sha256', token).update('weir session').digest('base64url');
}

function same(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
