import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import { isWeirError, WeirError } from '#core/errors.ts';
import { requireUser } from '#server/auth/require-user.ts';
import { type WebWorld, webWorld } from '../../world.ts';

type Context<Names extends string> = { params: Promise<Record<Names, string>> };

/** What a handler is given: the request, the names in its path, the process's world. */
export type Call<Names extends string> = { request: Request; params: Record<Names, string>; world: WebWorld };

/**
 * A route handler: authorises, calls `work`, and answers its value as JSON, or its error as
 * `{error: {code, message, field?, lines?, lineTotal?}}` with the error's status.
 */
export function handle<Names extends string = never>(
  work: (call: Call<Names>) => unknown,
  options: { status?: number; open?: boolean } = {},
) {
  return async (request: Request, context: Context<Names>): Promise<Response> => {
    try {
      const world = webWorld();
      requireUser(request, options.open ? { ...world.env, token: undefined } : world.env);
      const answer = await work({ request, params: await context.params, world });
      if (answer instanceof Response) return answer;
      return answer === undefined
        ? new Response(null, { status: 204 })
        : Response.json(answer, { status: options.status ?? 200 });
    } catch (error) {
      return errorResponse(error);
    }
  };
}

function errorResponse(error: unknown): Response {
  if (isWeirError(error)) return Response.json({ error: error.toBody() }, { status: error.status });
  const reference = randomUUID().slice(0, 8);
  webWorld().log.error({ err: error, reference }, 'A request failed unexpectedly');
  const message = `Something went wrong inside Weir; its log has more under ${reference}.`;
  return Response.json({ error: { code: 'internal', message } }, { status: 500 });
}

/** Largest JSON body, in bytes. */
const bodyLimit = 1024 * 1024;

/** The body of a request, checked. @throws WeirError `invalid`, naming the field, or `too_large` */
export async function bodyOf<Schema extends z.ZodType>(request: Request, schema: Schema): Promise<z.output<Schema>> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of (request.body ?? []) as AsyncIterable<Uint8Array>) {
    size += chunk.byteLength;
    if (size > bodyLimit) throw new WeirError('too_large', 'The request is larger than 1 MB.');
    chunks.push(chunk);
  }
  let value: unknown;
  try {
    value = JSON.parse(Buffer.concat(chunks).toString('utf8'));
  } catch (cause) {
    throw new WeirError('invalid', 'The body of the request is not JSON.', { cause });
  }
  return checked(schema, value);
}

/** The query of a request's address, checked. @throws WeirError `invalid`, naming the field */
export function queryOf<Schema extends z.ZodType>(request: Request, schema: Schema): z.output<Schema> {
  return checked(schema, Object.fromEntries(new URL(request.url).searchParams));
}

function checked<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  const keys = issue?.code === 'unrecognized_keys' ? [...issue.path, issue.keys[0] ?? ''] : (issue?.path ?? []);
  const field = keys
    .map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`))
    .join('')
    .replace(/^\./, '');
  throw new WeirError('invalid', `${field === '' ? 'The request' : `"${field}"`}: ${issue?.message ?? 'not valid'}`, {
    field,
  });
}
