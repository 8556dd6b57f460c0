import type { Range } from '#core/window.ts';
import type { Connection } from './client.ts';
import { rangeQuery } from './query.ts';

/** Elasticsearch refuses more buckets than this in one answer (`search.max_buckets` is 65,536 by default). */
const bucketsPerAsk = 10_000;

/** Documents per interval of `size` ms that has any, by the interval's start in epoch ms, UTC. */
export async function countByInterval(
  { client, place }: Connection,
  timeField: string,
  range: Range,
  size: number,
  signal: AbortSignal,
): Promise<Map<number, number>> {
  const counts = new Map<number, number>();
  for (let from = range.from; from < range.to; from += size * bucketsPerAsk) {
    const part = { from, to: Math.min(range.to, from + size * bucketsPerAsk) };
    const answer = await client.search(
      {
        index: place.index,
        size: 0,
        track_total_hits: false,
        allow_partial_search_results: false,
        query: rangeQuery(place, timeField, part),
        aggs: { times: { date_histogram: { field: timeField, fixed_interval: `${size / 1000}s`, min_doc_count: 1 } } },
      },
      { signal },
    );
    const times = answer.aggregations?.times as { buckets: { key: number; doc_count: number }[] } | undefined;
    for (const { key, doc_count } of times?.buckets ?? []) counts.set(key, doc_count);
  }
  return counts;
}
