import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A proxy before a server without sign-in that lets only the given Authorization headers through. */
export async function startGate(target: string, accepted: readonly string[]): Promise<{ url: string; stop(): void }> {
  const server = createServer((asked, answer) => {
    if (!accepted.includes(asked.headers.authorization ?? '')) {
      answer.writeHead(401, { 'content-type': 'application/json', 'x-elastic-product': 'Elasticsearch' });
      answer.end(
        JSON.stringify({ error: { type: 'security_exception', reason: 'unable to authenticate' }, status: 401 }),
      );
      return;
    }
    const { authorization: _taken, ...headers } = asked.headers;
    const onward = request(new URL(asked.url ?? '/', target), { method: asked.method, headers }, (given) => {
      answer.writeHead(given.statusCode ?? 502, given.headers);
      given.pipe(answer);
    });
    asked.pipe(onward);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: () => server.closeAllConnections(),
  };
}
