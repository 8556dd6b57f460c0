import { openAsBlob } from 'node:fs';
import { WeirError } from '#core/errors.ts';
import { terminalTable } from '#core/export/terminal.ts';
import type { MapRows } from '#core/jobs.ts';
import { formatTime } from '#core/time.ts';
import { type Arguments, UsageError } from './arguments.ts';
import type { Client } from './client.ts';
import { printJson, printLine, write } from './print.ts';

type Version = { name: string; version: number; rows: number; key: string; columns: string[]; published: number };

export async function mapPublish(client: Client, [name, file]: string[], options: Arguments['options']): Promise<void> {
  if (name === undefined || file === undefined)
    throw new UsageError('Name the map and the file: map publish NAME FILE.csv');
  printJson(await client.upload(`/maps?${queryText({ name, key: options.key })}`, await fileBody(file)));
}

/** Says what publishing a file would do; changes nothing. */
export async function mapPreview(client: Client, [file]: string[], options: Arguments['options']): Promise<void> {
  if (file === undefined) throw new UsageError('Name the file: map preview FILE.csv');
  const { name, key } = options;
  printJson(await client.upload(`/maps/preview?${queryText({ name, key })}`, await fileBody(file)));
}

async function fileBody(file: string): Promise<Blob> {
  try {
    return await openAsBlob(file);
  } catch (cause) {
    throw new WeirError('invalid', `The file ${file} cannot be read.`, { cause });
  }
}

function queryText(query: Record<string, string | undefined>): URLSearchParams {
  return new URLSearchParams(
    Object.entries(query).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
  );
}

export async function mapList(client: Client): Promise<void> {
  const { maps } = await client.get<{ maps: Version[] }>('/maps');
  for (const { name, version, rows, key, columns } of maps)
    printLine(`${name}@${version}\t${rows} rows\t${key} → ${columns.join(', ')}`);
}

export async function mapVersions(client: Client, [name]: string[]): Promise<void> {
  if (name === undefined) throw new UsageError('Name the map: map versions NAME');
  const { versions } = await client.get<{ versions: Version[] }>(`/maps/${encodeURIComponent(name)}`);
  for (const { version, rows, published, key, columns } of versions)
    printLine(`${name}@${version}\t${formatTime(published)}\t${rows} rows\t${key} → ${columns.join(', ')}`);
}

export async function mapRows(client: Client, [text]: string[], options: Arguments['options']): Promise<void> {
  if (text === undefined) throw new UsageError('Name the map: map rows NAME[@version]');
  const { search, limit } = options;
  const { name, version } = mapOf(text);
  const { versions } = await client.get<{ versions: Version[] }>(`/maps/${name}`);
  const page = await client.get<MapRows & { version: number }>(
    `/maps/${name}/rows?${queryText({ version, search, limit })}`,
  );
  const map = versions.find((one) => one.version === page.version);
  await write(
    `${terminalTable(
      ['line', map?.key ?? '', ...(map?.columns ?? [])],
      page.rows.map(({ line, key, cells }) => [String(line), key, ...cells]),
    )}\n${page.rows.length} of ${page.total} rows\n`,
  );
}

/** Writes a version as CSV to standard output. */
export async function mapFile(client: Client, [text]: string[]): Promise<void> {
  if (text === undefined) throw new UsageError('Name the map: map file NAME[@version]');
  const { name, version } = mapOf(text);
  for await (const part of await client.download(`/maps/${name}/file?${queryText({ version })}`)) await write(part);
}

function mapOf(text: string): { name: string; version: string | undefined } {
  const [, name = text, version] = /^(.*)@(\d+)$/.exec(text) ?? [];
  return { name: encodeURIComponent(name), version };
}
