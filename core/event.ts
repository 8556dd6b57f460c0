/**
 * The columns of an event, in the order in which the lake stores them. This list is the only place that names them:
 * reading, typing, storing, grouping and labelling all derive from it.
 * Source: Cloudflare's Logpush data set `firewall_events` (43 fields), and ZoneName, which appears in practice.
 */
export type ColumnKind = 'text' | 'integer' | 'time' | 'json';

export type Column = {
  readonly name: string;
  readonly kind: ColumnKind;
  readonly label: string;
  readonly area: 'rule' | 'request' | 'client' | 'edge' | 'content' | 'time';
};

/** Raise it when a column is added, removed or typed anew: it is part of a dataset's identity. */
export const columnSchemaVersion = 1;

const text = (name: string, label: string, area: Column['area']): Column => ({ name, kind: 'text', label, area });
const integer = (name: string, label: string, area: Column['area']): Column => ({ name, kind: 'integer', label, area });
const json = (name: string, label: string, area: Column['area']): Column => ({ name, kind: 'json', label, area });

export const columns = [
  { name: 'Datetime', kind: 'time', label: 'Time', area: 'time' },
  text('RayID', 'Ray ID', 'request'),
  text('Action', 'Action', 'rule'),
  text('RuleID', 'Rule ID', 'rule'),
  text('Description', 'Rule description', 'rule'),
  text('Ref', 'Rule reference', 'rule'),
  text('Source', 'Security product', 'rule'),
  text('Kind', 'Kind', 'rule'),
  integer('MatchIndex', 'Match index', 'rule'),
  text('ClientIP', 'Client address', 'client'),
  text('ClientIPClass', 'Client address class', 'client'),
  integer('ClientASN', 'Client ASN', 'client'),
  text('ClientASNDescription', 'Client ASN name', 'client'),
  text('ClientCountry', 'Client country', 'client'),
  text('ClientRequestHost', 'Host', 'request'),
  text('ClientRequestMethod', 'Method', 'request'),
  text('ClientRequestPath', 'Path', 'request'),
  text('ClientRequestQuery', 'Query string', 'request'),
  text('ClientRequestScheme', 'Scheme', 'request'),
  text('ClientRequestProtocol', 'Protocol', 'request'),
  text('ClientRequestUserAgent', 'User agent', 'request'),
  text('ClientRefererHost', 'Referer host', 'request'),
  text('ClientRefererPath', 'Referer path', 'request'),
  text('ClientRefererQuery', 'Referer query string', 'request'),
  text('ClientRefererScheme', 'Referer scheme', 'request'),
  text('EdgeColoCode', 'Edge location', 'edge'),
  integer('EdgeResponseStatus', 'Edge status', 'edge'),
  integer('OriginResponseStatus', 'Origin status', 'edge'),
  text('OriginatorRayID', 'Originator Ray ID', 'request'),
  text('ZoneName', 'Zone', 'request'),
  json('Metadata', 'Metadata', 'rule'),
  json('ContentScanObjResults', 'Content scan results', 'content'),
  json('ContentScanObjSizes', 'Content scan sizes', 'content'),
  json('ContentScanObjTypes', 'Content scan types', 'content'),
  text('FraudUserID', 'Fraud user ID', 'content'),
  text('LeakedCredentialCheckResult', 'Leaked credential check', 'content'),
  integer('AISecurityInjectionScore', 'AI injection score', 'content'),
  json('AISecurityPIICategories', 'AI PII categories', 'content'),
  integer('AISecurityTokenCount', 'AI token count', 'content'),
  json('AISecurityUnsafeTopicCategories', 'AI unsafe topics', 'content'),
  integer('FirewallForAIInjectionScore', 'Firewall for AI injection score', 'content'),
  json('FirewallForAIPIICategories', 'Firewall for AI PII categories', 'content'),
  integer('FirewallForAITokenCount', 'Firewall for AI token count', 'content'),
  json('FirewallForAIUnsafeTopicCategories', 'Firewall for AI unsafe topics', 'content'),
] as const satisfies readonly Column[];

export type ColumnName = (typeof columns)[number]['name'];

/** Where the lake keeps what no column has room for: unknown fields and cells that their column's type refused, as one JSON object. */
export const extraColumn = 'Extra';

const byName: ReadonlyMap<string, Column> = new Map(columns.map((column) => [column.name, column]));

/** The column of that name (exact case), or undefined. */
export function findColumn(name: string): Column | undefined {
  return byName.get(name);
}

/** DuckDB's type for a stored column. Times are UTC `TIMESTAMP`: truncating `TIMESTAMPTZ` is many times slower. */
export function duckdbType(kind: ColumnKind): 'VARCHAR' | 'BIGINT' | 'TIMESTAMP' | 'JSON' {
  return kind === 'integer' ? 'BIGINT' : kind === 'time' ? 'TIMESTAMP' : kind === 'json' ? 'JSON' : 'VARCHAR';
}

/** Two events equal in all of these are one event delivered twice. An event without a RayID is never a duplicate. */
export const identityColumns = ['RayID', 'RuleID', 'MatchIndex', 'Source', 'Datetime'] as const satisfies ColumnName[];
