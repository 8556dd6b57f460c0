import type { estypes } from '@elastic/elasticsearch';
import type { ElasticsearchPlace } from '#core/source.ts';
import { formatTime } from '#core/time.ts';
import type { Range } from '#core/window.ts';

/** The source's own query within a half-open range of time. */
export function rangeQuery(place: ElasticsearchPlace, timeField: string, range: Range): estypes.QueryDslQueryContainer {
  const window = {
    range: {
      [timeField]: { gte: formatTime(range.from), lt: formatTime(range.to), format: 'strict_date_optional_time' },
    },
  };
  return {
    bool: { filter: place.query === undefined ? [window] : [window, place.query as estypes.QueryDslQueryContainer] },
  };
}
