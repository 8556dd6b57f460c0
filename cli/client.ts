import { WeirError } from '#core/errors.ts';

/** Weir's HTTP API as the command line uses it. Every call throws the WeirError that the server answered. */
export type Client = {
  get<T>(path: string): Promise<T>;
  post<T>(path: string, body: unknown): Promise<T>;
  put<T>(path: string, body: unknown): Promise<T>;
  remove(path: string): Promise<void>;
  upload<T>(path: string, body: Blob): Promise<T>;
  /** The bytes of a file, as they come. */
  download(path: string): Promise<ReadableStream<Uint8Array>>;
  /** The data of a stream of server-sent events, parsed. */
  watch<T>(path: string): AsyncGenerator<T>;
};

export function openClient(base: string, token: string | undefined): Client {
  const send = async (method: string, path: string, body?: BodyInit, type?: string): Promise<Response> => {
    const headers: Record<string, string> = {};
    if (type) headers['content-type'] = type;
    if (token) headers.authorization = `Bearer ${token}`;
    let answer: Response;
    try {
      answer = await fetch(new URL(`/api/v1${path}`, base), {
        method,
        headers,
        ...(body === undefined ? {} : { body }),
      });
    } catch (cause) {
      throw new WeirError('unavailable', `Weir does not answer at ${base}: start it, or set WEIR_URL.`, { cause });
    }
    if (answer.ok) return answer;
    const text = await answer.text();
    throw WeirError.fromAnswer(text) ?? new WeirError('internal', `Weir answered HTTP ${answer.status}.`);
  };
  return {
    get: async (path) => (await send('GET', path)).json() as never,
    post: async (path, body) => (await send('POST', path, JSON.stringify(body), 'application/json')).json() as never,
    put: async (path, body) => (await send('PUT', path, JSON.stringify(body), 'application/json')).json() as never,
    remove: async (path) => {
      await send('DELETE', path);
    },
    upload: async (path, body) => (await send('POST', path, body, 'text/csv')).json() as never,
    download: async (path) => (await send('GET', path)).body ?? new ReadableStream(),
    async *watch<T>(path: string) {
      const answer = await send('GET', path);
      let rest = '';
      const decoder = new TextDecoder();
      for await (const chunk of (answer.body ?? []) as AsyncIterable<Uint8Array>) {
        const parts = (rest + decoder.decode(chunk, { stream: true })).split('\n\n');
        rest = parts.pop() ?? '';
        for (const part of parts) if (part.startsWith('data: ')) yield JSON.parse(part.slice(6)) as T;
      }
    },
  };
}
