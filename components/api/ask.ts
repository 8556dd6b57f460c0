import { WeirError } from '#core/errors.ts';

export type Asking = { method?: 'GET' | 'POST' | 'PUT' | 'DELETE'; body?: unknown; file?: Blob; signal?: AbortSignal };

/** Where the HTTP API of the page's own origin lies. */
export const apiRoot = '/api/v1';

/**
 * Asks the HTTP API. `body` travels as JSON, `file` as it is.
 * @throws WeirError that the server answered; `unavailable` when Weir does not answer
 */
export async function ask<T>(path: string, { method, body, file, signal }: Asking = {}): Promise<T> {
  const sent = file ?? (body === undefined ? undefined : JSON.stringify(body));
  let answer: Response;
  try {
    answer = await fetch(apiRoot + path, {
      method: method ?? (sent === undefined ? 'GET' : 'POST'),
      ...(sent === undefined ? {} : { body: sent }),
      ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' } }),
      ...(signal ? { signal } : {}),
    });
  } catch (cause) {
    if (signal?.aborted) throw cause;
    throw new WeirError('unavailable', 'Weir does not answer: look whether it runs, then try again.', { cause });
  }
  if (!answer.ok) {
    const text = await answer.text();
    throw WeirError.fromAnswer(text) ?? new WeirError('internal', `Weir answered HTTP ${answer.status}.`);
  }
  return (answer.status === 204 ? undefined : await answer.json()) as T;
}
