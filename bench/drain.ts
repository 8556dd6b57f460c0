import { Client } from '@elastic/elasticsearch';

const pageSize = 10_000;

/**
 * Reads all documents of an index in pages as a pull does, `windows` at once, and throws them away: what the server can
 * give at the most. Returns documents a second.
 */
export async function drain(url: string, index: string, from: number, to: number, windows: number): Promise<number> {
  const client = new Client({ node: url });
  const quarter = (to - from) / 8;
  const open = Array.from({ length: 8 }, (_one, part) => ({
    from: from + part * quarter,
    to: from + (part + 1) * quarter,
  }));
  let read = 0;
  const start = performance.now();
  const worker = async () => {
    for (let window = open.shift(); window; window = open.shift())
      read += await drainWindow(client, index, window.from, window.to);
  };
  await Promise.all(Array.from({ length: windows }, worker));
  const seconds = (performance.now() - start) / 1000;
  await client.close();
  return read / seconds;
}

async function drainWindow(client: Client, index: string, from: number, to: number): Promise<number> {
  const pit = await client.openPointInTime({ index, keep_alive: '1m' });
  const ask = async (after?: unknown[]) => {
    const stream = await client.transport.request<AsyncIterable<Buffer>>(
      {
        method: 'POST',
        path: '/_search',
        querystring: { filter_path: 'pit_id,hits.hits._source,hits.hits.sort' },
        body: {
          size: pageSize,
          pit: { id: pit.id, keep_alive: '1m' },
          query: { range: { Datetime: { gte: new Date(from).toISOString(), lt: new Date(to).toISOString() } } },
          sort: ['_shard_doc'],
          track_total_hits: false,
          ...(after ? { search_after: after } : {}),
        },
      },
      { asStream: true },
    );
    const chunks: Buffer[] = [];
    for await (const chunk of stream) chunks.push(chunk);
    return Buffer.concat(chunks);
  };
  let read = 0;
  for (let body = await ask(); ; ) {
    const sort = body.lastIndexOf('"sort":[');
    if (sort < 0) break;
    const next = ask(JSON.parse(body.toString('utf8', sort + 7, body.indexOf(']', sort) + 1)) as unknown[]);
    read += 1;
    for (let at = body.indexOf(']},{"_source":'); at >= 0; at = body.indexOf(']},{"_source":', at + 1)) read += 1;
    body = await next;
  }
  await client.closePointInTime({ id: pit.id });
  return read;
}
