/** A WAF event as Logpush writes it, with what a test wants different. */
export function logpushEvent(index: number, more: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    Action: ['block', 'log', 'managedchallenge'][index % 3],
    ClientASN: 64500 + (index % 7),
    ClientCountry: ['us', 'de', 'br'][index % 3],
    ClientIP: `203.0.113.${index % 250}`,
    ClientRequestHost: `host${index % 5}.example.com`,
    ClientRequestMethod: 'GET',
    ClientRequestPath: `/items/${index % 40}`,
    ClientRequestUserAgent: 'test agent',
    Datetime: new Date(startOfEvents + index * 1000).toISOString(),
    EdgeResponseStatus: 403,
    Kind: 'firewall',
    MatchIndex: 0,
    Metadata: { n: index },
    RayID: index.toString(16).padStart(16, '0'),
    RuleID: String(100_000 + (index % 12)),
    Source: 'firewallmanaged',
    ...more,
  };
}

export const startOfEvents = Date.UTC(2026, 0, 31, 8);

/** The same event as Elastic's integration stores it by default. */
export function ecsDocument(event: Record<string, unknown>): Record<string, unknown> {
  return {
    '@timestamp': event.Datetime,
    event: { action: String(event.Action).toLowerCase(), id: event.RayID, kind: 'event' },
    rule: { id: event.RuleID },
    source: { ip: event.ClientIP, as: { number: event.ClientASN }, geo: { country_iso_code: event.ClientCountry } },
    http: { request: { method: event.ClientRequestMethod }, response: { status_code: event.EdgeResponseStatus } },
    cloudflare_logpush: {
      firewall_event: {
        client: {
          request: {
            host: event.ClientRequestHost,
            path: event.ClientRequestPath,
            user: { agent: event.ClientRequestUserAgent },
          },
        },
        kind: event.Kind,
        match_index: event.MatchIndex,
        meta_data: event.Metadata,
        ray: { id: event.RayID },
        source: event.Source,
      },
    },
    agent: { name: 'shipper' },
    data_stream: { dataset: 'cloudflare_logpush.firewall_event' },
  };
}

export const lines = (events: readonly unknown[]) => events.map((event) => `${JSON.stringify(event)}\n`).join('');
