import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { SourceReport } from '#core/source.ts';
import { formatTime } from '#core/time.ts';
import { type Arguments, need, UsageError } from './arguments.ts';
import type { Client } from './client.ts';
import { printJson, printLine } from './print.ts';

type Source = {
  id: string;
  name: string;
  place: { kind: string; path?: string; url?: string; index?: string; preset: string; query?: unknown; ca?: string };
};

export async function sourceAdd(client: Client, [name]: string[], options: Arguments['options']): Promise<void> {
  if (name === undefined) throw new UsageError('Name the source: source add NAME --kind …');
  printJson(await client.post('/sources', { name, ...(await describedSource(options)) }));
}

async function describedSource(options: Arguments['options']): Promise<object> {
  const place = await placeOf(need(options, 'kind'), options.preset ?? 'raw-logpush', options);
  return { place, ...credentialsOf(options) };
}

const placeOptions = ['kind', 'path', 'url', 'index', 'preset', 'query', 'ca-file'] as const;

/** Changes what the options name; a place is changed option by option while its kind stays. */
export async function sourceEdit(client: Client, [name]: string[], options: Arguments['options']): Promise<void> {
  if (name === undefined) throw new UsageError('Name the source: source edit NAME …');
  const path = `/sources/${encodeURIComponent(name)}`;
  const { place } = await client.get<Source>(path);
  const changed = placeOptions.some((option) => options[option] !== undefined);
  const { query, ca, ...texts } = place;
  const merged = options.kind === undefined || options.kind === place.kind ? { ...texts, ...options } : options;
  const { kind = place.kind, preset = 'raw-logpush' } = merged;
  printJson(
    await client.put(path, {
      ...(options.name === undefined ? {} : { name: options.name }),
      ...(changed
        ? {
            place: {
              ...(kind === 'elasticsearch' && place.kind === kind ? { query, ca } : {}),
              ...((await placeOf(kind, preset, merged)) as object),
            },
          }
        : {}),
      ...(options['no-credentials'] ? { credentials: null } : credentialsOf(options)),
    }),
  );
}

async function placeOf(kind: string, preset: string, options: Arguments['options']): Promise<unknown> {
  if (kind === 'ndjson') return { kind, preset, path: resolve(need(options, 'path')) };
  if (kind !== 'elasticsearch') throw new UsageError('--kind is ndjson or elasticsearch.');
  return {
    kind,
    preset,
    url: need(options, 'url'),
    index: need(options, 'index'),
    ...(options.query === undefined ? {} : { query: parsedQuery(options.query) }),
    ...(options['ca-file'] === undefined ? {} : { ca: await readFile(options['ca-file'], 'utf8') }),
  };
}

function parsedQuery(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new UsageError('--query is not JSON.', { cause });
  }
}

function credentialsOf(options: Arguments['options']): object {
  const { user, password } = options;
  if (options['api-key'] !== undefined) return { credentials: { apiKey: options['api-key'] } };
  if (user === undefined && password === undefined) return {};
  if (user === undefined || password === undefined) throw new UsageError('--user and --password go together.');
  return { credentials: { user, password } };
}

export async function sourceList(client: Client): Promise<void> {
  const { sources } = await client.get<{ sources: Source[] }>('/sources');
  for (const { name, place } of sources) {
    printLine([name, place.kind, place.path ?? `${place.url} ${place.index}`, place.preset].join('\t'));
  }
}

/** Tests a stored source, or without a name the place that the options describe. */
export async function sourceTest(client: Client, [name]: string[], options: Arguments['options']): Promise<void> {
  if (name === undefined && options.kind === undefined)
    throw new UsageError('Name the source, or describe it: source test NAME, or source test --kind …');
  const report =
    name === undefined
      ? await client.post<SourceReport>('/sources/test', await describedSource(options))
      : await client.post<SourceReport>(`/sources/${encodeURIComponent(name)}/test`, {});
  const time = (ms: number | null) => (ms === null ? null : formatTime(Math.round(ms)));
  printJson({ ...report, first: time(report.first), last: time(report.last) });
}

export async function sourceRemove(client: Client, [name]: string[]): Promise<void> {
  if (name === undefined) throw new UsageError('Name the source: source remove NAME');
  await client.remove(`/sources/${encodeURIComponent(name)}`);
}
