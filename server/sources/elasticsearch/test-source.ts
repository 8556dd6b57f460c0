import { columns } from '#core/event.ts';
import { presetMap } from '#core/field-map/presets.ts';
import type { SourceReport } from '#core/source.ts';
import { mappedSample } from '../mapped-sample.ts';
import { type Connection, sourceError } from './client.ts';
import { findTimeField } from './time-field.ts';

/**
 * Reaches the server and says what is there.
 * @throws WeirError `source_*` with one sentence for what is wrong
 */
export async function testElasticsearch(connection: Connection, signal: AbortSignal): Promise<SourceReport> {
  const { client, place } = connection;
  try {
    const info = await client.info(undefined, { signal });
    const timeField = await findTimeField(connection, signal);
    const map = presetMap(place.preset, timeField);
    const query = place.query ?? { match_all: {} };
    const answer = await client.search(
      {
        index: place.index,
        size: 100,
        track_total_hits: true,
        allow_partial_search_results: false,
        query,
        sort: [{ [timeField]: { order: 'desc', unmapped_type: 'date' } }],
        aggs: { first: { min: { field: timeField } }, last: { max: { field: timeField } } },
      },
      { signal },
    );
    const documents = answer.hits.hits.map((hit) => hit._source as Record<string, unknown>);
    const { filled, sample } = mappedSample(map, documents);
    const edge = (name: 'first' | 'last') =>
      (answer.aggregations?.[name] as { value: number | null } | undefined)?.value ?? null;
    const total = answer.hits.total;
    return {
      reachable: true,
      server: `Elasticsearch ${info.version.number}`,
      events: typeof total === 'object' ? total.value : (total ?? 0),
      eventsAreEstimated: false,
      first: edge('first'),
      last: edge('last'),
      filled: columns.map(({ name }) => name).filter((name) => filled.has(name)),
      empty: columns.map(({ name }) => name).filter((name) => !filled.has(name)),
      sample,
    };
  } catch (error) {
    signal.throwIfAborted();
    throw sourceError(error, place);
  }
}
