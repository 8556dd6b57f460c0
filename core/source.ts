import { z } from 'zod';
import { columnSchemaVersion } from './event.ts';
import { contentHash } from './hash.ts';

export const presetNames = ['raw-logpush', 'elastic-ecs', 'elastic-preserved'] as const;
export type PresetName = (typeof presetNames)[number];

export const sourceName = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/, 'A name has 1 to 64 letters, digits, dots, dashes or underscores.');

/** A folder or file of NDJSON lines, plain or .gz; `path` is absolute and lies under WEIR_NDJSON_ROOTS. */
export const ndjsonPlace = z.strictObject({
  kind: z.literal('ndjson'),
  path: z.string().min(1).max(4096),
  preset: z.enum(presetNames),
});

const webAddress = z
  .string()
  .max(2048)
  .refine(
    (text) => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol),
    'An address starts with http:// or https://.',
  )
  .refine(
    (text) => !URL.canParse(text) || new URL(text).username === '',
    'Give user and password apart, not in the address.',
  );

/** An Elasticsearch index, alias or pattern; `query` is query DSL that narrows it down. */
export const elasticsearchPlace = z.strictObject({
  kind: z.literal('elasticsearch'),
  url: webAddress,
  index: z.string().min(1).max(1024),
  preset: z.enum(presetNames),
  query: z.record(z.string(), z.unknown()).optional(),
  /** PEM of the certificate authority that signed the server's certificate. */
  ca: z.string().max(65_536).optional(),
});

export const place = z.discriminatedUnion('kind', [ndjsonPlace, elasticsearchPlace]);
export type Place = z.infer<typeof place>;
export type NdjsonPlace = z.infer<typeof ndjsonPlace>;
export type ElasticsearchPlace = z.infer<typeof elasticsearchPlace>;

/** What a source needs to sign in: an API key, or user and password, or nothing. Only ever stored or sent encrypted. */
export const credentials = z.union([
  z.strictObject({ apiKey: z.string().min(1).max(4096) }),
  z.strictObject({ user: z.string().min(1).max(256), password: z.string().max(1024) }),
]);
export type Credentials = z.infer<typeof credentials>;

/** A source as jobs carry it: `sealed` is the credentials' ciphertext (see server/secrets.ts). */
export const sourceRef = z.strictObject({ id: z.string(), name: z.string(), place, sealed: z.string().optional() });
export type SourceRef = z.infer<typeof sourceRef>;

/** A source as the API shows it: never its credentials. `dataset`: what it pulls into now. `created`: epoch ms, UTC. */
export type SourceView = {
  id: string;
  name: string;
  place: Place;
  dataset: string;
  hasCredentials: boolean;
  created: number;
};

/** Raise it when a preset's paths change: it is part of a dataset's identity. */
export const fieldMapVersion = 1;

/** The dataset of a source: what was pulled under another index, path, query, field map or column schema is another one. */
export function datasetId(source: Pick<SourceRef, 'id' | 'place'>): string {
  const { place: where } = source;
  return contentHash({
    source: source.id,
    where: where.kind === 'ndjson' ? { path: where.path } : { index: where.index, query: where.query ?? null },
    preset: where.preset,
    fieldMapVersion,
    columnSchemaVersion,
  });
}

/** True for two places of which the second is reached at the same address as the first, so that its credentials may go there. */
export function sameServer(one: Place, other: Place): boolean {
  return (
    one.kind === 'elasticsearch' &&
    other.kind === 'elasticsearch' &&
    new URL(one.url).origin === new URL(other.url).origin
  );
}

/** What *Test* found out about a source. Times are epoch ms, UTC; `events` is exact for Elasticsearch and an estimate for files. */
export type SourceReport = {
  reachable: true;
  server?: string;
  events: number;
  eventsAreEstimated: boolean;
  first: number | null;
  last: number | null;
  filled: string[];
  empty: string[];
  sample: Record<string, unknown> | null;
};
