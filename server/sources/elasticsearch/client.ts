import { Client, errors } from '@elastic/elasticsearch';
import { WeirError } from '#core/errors.ts';
import type { Credentials, ElasticsearchPlace } from '#core/source.ts';

export type Connection = { client: Client; place: ElasticsearchPlace };

/** How long one answer may take, in ms. */
const requestTimeout = 60_000;

/** A client for a source's server. Nothing is sent yet; close it when done. */
export function connect(place: ElasticsearchPlace, credentials: Credentials | null): Connection {
  const auth =
    credentials === null
      ? undefined
      : 'apiKey' in credentials
        ? { apiKey: credentials.apiKey }
        : { username: credentials.user, password: credentials.password };
  const client = new Client({
    node: place.url,
    requestTimeout,
    maxRetries: 0,
    ...(auth ? { auth } : {}),
    ...(place.ca === undefined ? {} : { tls: { ca: place.ca, rejectUnauthorized: true } }),
  });
  return { client, place };
}

const passing = new Set([429, 502, 503, 504]);

/** An answer that lacks some shards' documents. */
export class PartialAnswer extends WeirError {
  constructor() {
    super('source_refused', 'Elasticsearch answered without some of its shards, so the page is not whole.');
  }
}

/** True for trouble that goes away by itself: an overloaded, restarting or unreachable server, or shards that did not answer. */
export function isPassing(error: unknown): boolean {
  if (error instanceof errors.ResponseError) return passing.has(error.statusCode ?? 0);
  return (
    error instanceof PartialAnswer || error instanceof errors.ConnectionError || error instanceof errors.TimeoutError
  );
}

/**
 * One sentence for what a server, or its absence, answered. Never holds a credential: the client's own messages are kept
 * as the cause only.
 */
export function sourceError(error: unknown, place: ElasticsearchPlace): unknown {
  const where = new URL(place.url).host;
  if (error instanceof errors.TimeoutError) {
    return new WeirError(
      'source_unreachable',
      `Elasticsearch at ${where} did not answer within ${requestTimeout / 1000} s.`,
      { cause: error, field: 'url' },
    );
  }
  if (error instanceof errors.ConnectionError) {
    const tls = /certificate|self.signed|unable to verify/i.test(error.message);
    return tls
      ? new WeirError(
          'source_refused',
          `The certificate of ${where} is not trusted: give its authority with the source.`,
          { cause: error, field: 'ca' },
        )
      : new WeirError('source_unreachable', `Elasticsearch at ${where} cannot be reached.`, {
          cause: error,
          field: 'url',
        });
  }
  if (error instanceof errors.ProductNotSupportedError) {
    return new WeirError('source_unusable', `The server at ${where} is not Elasticsearch.`, {
      cause: error,
      field: 'url',
    });
  }
  if (!(error instanceof errors.ResponseError)) return error;
  const status = error.statusCode ?? 0;
  const reason = reasonOf(error);
  if (status === 401)
    return new WeirError('source_refused', `Elasticsearch at ${where} refused the credentials.`, {
      cause: error,
      field: 'credentials',
    });
  if (status === 403)
    return new WeirError('source_refused', `The credentials may not read "${place.index}".`, {
      cause: error,
      field: 'credentials',
    });
  if (status === 404)
    return new WeirError('source_unusable', `Elasticsearch at ${where} has no index "${place.index}".`, {
      cause: error,
      field: 'index',
    });
  if (status === 400)
    return new WeirError('source_unusable', `Elasticsearch refused the query: ${reason}.`, {
      cause: error,
      field: 'query',
    });
  if (passing.has(status))
    return new WeirError(
      'source_unreachable',
      `Elasticsearch at ${where} is overloaded or restarting (HTTP ${status}).`,
      { cause: error, field: 'url' },
    );
  return new WeirError('source_refused', `Elasticsearch at ${where} answered HTTP ${status}: ${reason}.`, {
    cause: error,
    field: 'url',
  });
}

function reasonOf(error: errors.ResponseError): string {
  const body = error.body as { error?: { root_cause?: { reason?: string }[]; reason?: string } } | undefined;
  const reason = body?.error?.root_cause?.[0]?.reason ?? body?.error?.reason ?? 'no reason given';
  return String(reason).slice(0, 300).replace(/\.$/, '');
}
