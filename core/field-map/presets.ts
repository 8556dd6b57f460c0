import { type ColumnName, columns } from '../event.ts';
import type { PresetName } from '../source.ts';

/** A field of a document: its names from the outside in. A document may spell it nested, dotted, or in between. */
export type FieldPath = readonly string[];

/** One way to fill a column: a field, or two fields put together as `PROTOCOL/VERSION`. */
export type FallBack = { path: FieldPath } | { protocol: FieldPath; version: FieldPath };

/** How a source's own field names become Weir's columns: each column with its fall-backs, the first that is there wins. */
export type FieldMap = {
  columns: ReadonlyMap<ColumnName, readonly FallBack[]>;
  /** Fields that Weir leaves out on purpose: bookkeeping of the shipper and copies of what a column holds. */
  ignored: ReadonlySet<string>;
  /** Fields that may carry the time that windows are cut by, best first. */
  timeFields: readonly string[];
};

const path = (dotted: string): FallBack => ({ path: dotted.split('.') });

/** Cloudflare's own names, at the top of the document. */
const rawLogpush: FieldMap = {
  columns: new Map(columns.map(({ name }) => [name, [path(name)]])),
  ignored: new Set(),
  timeFields: ['Datetime', '@timestamp'],
};

/** Column, Elastic's custom field below `cloudflare_logpush.firewall_event`, its ECS copy, and whether a default install removes the custom one. */
const elasticNames: readonly [ColumnName, string, string | null, 'removed' | 'kept'][] = [
  ['Datetime', 'timestamp', '@timestamp', 'removed'],
  ['Action', 'action', 'event.action', 'removed'],
  ['RuleID', 'rule.id', 'rule.id', 'removed'],
  ['Description', 'rule.description', 'rule.description', 'removed'],
  ['ClientIP', 'client.ip', 'source.ip', 'removed'],
  ['ClientASN', 'client.asn.value', 'source.as.number', 'removed'],
  ['ClientASNDescription', 'client.asn.description', null, 'kept'],
  ['ClientCountry', 'client.country', 'source.geo.country_iso_code', 'removed'],
  ['ClientIPClass', 'client.ip_class', null, 'kept'],
  ['ClientRefererHost', 'client.referer.host', null, 'kept'],
  ['ClientRefererPath', 'client.referer.path', null, 'kept'],
  ['ClientRefererQuery', 'client.referer.query', null, 'kept'],
  ['ClientRefererScheme', 'client.referer.scheme', null, 'kept'],
  ['ClientRequestHost', 'client.request.host', 'url.domain', 'kept'],
  ['ClientRequestMethod', 'client.request.method', 'http.request.method', 'removed'],
  ['ClientRequestPath', 'client.request.path', 'url.path', 'kept'],
  ['ClientRequestQuery', 'client.request.query', 'url.query', 'kept'],
  ['ClientRequestScheme', 'client.request.scheme', 'url.scheme', 'kept'],
  ['ClientRequestProtocol', 'client.request.protocol', null, 'kept'],
  ['ClientRequestUserAgent', 'client.request.user.agent', 'user_agent.original', 'kept'],
  ['EdgeColoCode', 'edge.colo.code', null, 'kept'],
  ['EdgeResponseStatus', 'edge.response.status', 'http.response.status_code', 'removed'],
  ['Kind', 'kind', null, 'kept'],
  ['MatchIndex', 'match_index', null, 'kept'],
  ['Ref', 'ref', null, 'kept'],
  ['Source', 'source', null, 'kept'],
  ['Metadata', 'meta_data', null, 'kept'],
  ['OriginResponseStatus', 'origin.response.status', null, 'kept'],
  ['OriginatorRayID', 'origin.ray.id', null, 'kept'],
  ['RayID', 'ray.id', 'event.id', 'kept'],
  ['ZoneName', 'zone.name', null, 'kept'],
];

const elasticRoot = 'cloudflare_logpush.firewall_event';

/** Beside the columns' own fields, what the integration adds to every document, and the ECS sets that repeat a column. */
const elasticIgnored =
  '@timestamp agent data_stream ecs elastic_agent event fileset host http input log network observer related rule service source tags url user_agent';

function elastic(preserved: boolean): FieldMap {
  const map = new Map<ColumnName, FallBack[]>();
  for (const [column, custom, copy, state] of elasticNames) {
    const ways = state === 'kept' || preserved ? [path(`${elasticRoot}.${custom}`)] : [];
    if (copy !== null) ways.push(path(copy));
    if (column === 'ClientRequestProtocol')
      ways.push({ protocol: ['network', 'protocol'], version: ['http', 'version'] });
    map.set(column, ways);
  }
  return {
    columns: map,
    ignored: new Set(elasticIgnored.split(' ')),
    timeFields: ['@timestamp', `${elasticRoot}.timestamp`],
  };
}

const presets: Record<PresetName, FieldMap> = {
  'raw-logpush': rawLogpush,
  'elastic-ecs': elastic(false),
  'elastic-preserved': elastic(true),
};

/**
 * The field map of a preset. With `timeField` (the field by which an index is cut into windows) the column Datetime is
 * read from that field first, so that windows and stored times agree.
 */
export function presetMap(preset: PresetName, timeField?: string): FieldMap {
  const map = presets[preset];
  if (timeField === undefined) return map;
  const others = (map.columns.get('Datetime') ?? []).filter((way) => 'path' in way && way.path.join('.') !== timeField);
  const columnsThen = new Map(map.columns).set('Datetime', [path(timeField), ...others]);
  return { ...map, columns: columnsThen };
}
