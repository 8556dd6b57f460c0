import { open } from 'node:fs/promises';
import { errors } from '@elastic/elasticsearch';
import { presetMap } from '#core/field-map/presets.ts';
import { emptyShape, observer } from '#core/field-map/shape.ts';
import type { WindowUnit } from '#core/run/run.ts';
import { formatTime } from '#core/time.ts';
import type { OnRead, Pulled } from '../pulled.ts';
import { type Connection, PartialAnswer, sourceError } from './client.ts';
import { type Page, splitPage } from './page.ts';
import { rangeQuery } from './query.ts';
import { withRetries } from './retry.ts';
import { findTimeField } from './time-field.ts';

export const pageSize = 10_000;
const keepAlive = '5m';
const filterPath = 'pit_id,timed_out,_shards.failed,hits.total,hits.hits._source,hits.hits.sort';
/** So many documents of each page are looked at for their shape. */
const samplesPerPage = 20;
/** How often a window is begun anew when the server lost its point in time. */
const freshStarts = 3;

/**
 * Reads all documents of a window, as of one point in time, into a file of JSON lines at `to`. The next page is asked
 * for while the last is written. `expected` is the exact total of that point in time.
 * @throws WeirError `source_*` when the server is out of reach, refuses, or answers with failed shards to the end
 */
export async function pullWindow(
  connection: Connection,
  unit: WindowUnit,
  to: string,
  onRead: OnRead,
  signal: AbortSignal,
): Promise<Pulled> {
  try {
    const timeField = await withRetries(() => findTimeField(connection, signal), signal);
    for (let start = 1; ; start++) {
      try {
        return await readWindow(connection, timeField, unit, to, onRead, signal);
      } catch (error) {
        const lost = error instanceof errors.ResponseError && error.statusCode === 404 && start < freshStarts;
        if (!lost) throw error;
      }
    }
  } catch (error) {
    signal.throwIfAborted();
    throw sourceError(error, connection.place);
  }
}

async function readWindow(
  connection: Connection,
  timeField: string,
  unit: WindowUnit,
  to: string,
  onRead: OnRead,
  signal: AbortSignal,
): Promise<Pulled> {
  const { client, place } = connection;
  const map = presetMap(place.preset, timeField);
  const shape = emptyShape(map);
  const observe = observer(map, shape);
  const opened = await withRetries(
    () =>
      client.openPointInTime(
        { index: place.index, keep_alive: keepAlive, allow_partial_search_results: false },
        { signal },
      ),
    signal,
  );
  let pitId = opened.id;
  let expected = 0;
  let lines = 0;
  let suspect = false;
  const ask = (after: unknown[] | null) =>
    withRetries(() => askPage(connection, timeField, unit, pitId, after, signal), signal);
  const output = await open(to, 'w');
  let next: Promise<Page> | null = null;
  try {
    let page = await ask(null);
    expected = page.total ?? 0;
    while (page.count > 0) {
      pitId = page.pitId ?? pitId;
      next = lines + page.count < expected && page.last ? ask(page.last) : null;
      next?.catch(() => undefined);
      sample(page.lines, observe);
      await output.write(page.lines);
      lines += page.count;
      suspect ||= page.pipelineError;
      await onRead(lines);
      if (next === null) break;
      page = await next;
    }
  } finally {
    await next?.catch(() => undefined);
    await output.close();
    await client.closePointInTime({ id: pitId }).catch(() => undefined);
  }
  return {
    lines,
    expected,
    suspect,
    map,
    shape,
    origin: {
      kind: 'elasticsearch',
      index: place.index,
      query: JSON.stringify(place.query ?? null),
      preset: place.preset,
      timeField,
      from: formatTime(unit.from),
      to: formatTime(unit.to),
    },
    firstLine: async () => 1,
  };
}

async function askPage(
  { client, place }: Connection,
  timeField: string,
  unit: WindowUnit,
  pitId: string,
  after: unknown[] | null,
  signal: AbortSignal,
): Promise<Page> {
  const stream = await client.transport.request<AsyncIterable<Buffer>>(
    {
      method: 'POST',
      path: '/_search',
      querystring: { filter_path: filterPath, allow_partial_search_results: 'false' },
      body: {
        size: pageSize,
        pit: { id: pitId, keep_alive: keepAlive },
        query: rangeQuery(place, timeField, unit),
        sort: ['_shard_doc'],
        track_total_hits: after === null,
        ...(after === null ? {} : { search_after: after }),
      },
    },
    { asStream: true, signal },
  );
  const page = splitPage(await collect(stream));
  if (page.timedOut || page.failedShards > 0) {
    throw new PartialAnswer();
  }
  return page;
}

async function collect(stream: AsyncIterable<Buffer>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}

function sample(lines: Buffer, observe: (document: unknown) => void): void {
  const step = Math.max(1, Math.floor(lines.length / samplesPerPage));
  for (let at = 0; at < lines.length; at += step) {
    const start = at === 0 ? 0 : lines.indexOf(10, at) + 1;
    const end = start > 0 || at === 0 ? lines.indexOf(10, start) : -1;
    if (end < 0) return;
    observe(JSON.parse(lines.toString('utf8', start, end)));
  }
}
