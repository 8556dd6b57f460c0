import { openAsBlob } from 'node:fs';
import { WeirError } from '#core/errors.ts';
import { type Arguments, UsageError } from './arguments.ts';
import type { Client } from './client.ts';
import { printJson, printLine } from './print.ts';

export async function mapPublish(client: Client, [name, file]: string[], options: Arguments['options']): Promise<void> {
  if (name === undefined || file === undefined)
    throw new UsageError('Name the map and the file: map publish NAME FILE.csv');
  let body: Blob;
  try {
    body = await openAsBlob(file);
  } catch (cause) {
    throw new WeirError('invalid', `The file ${file} cannot be read.`, { cause });
  }
  const query = new URLSearchParams({ name, ...(options.key === undefined ? {} : { key: options.key }) });
  printJson(await client.upload(`/maps?${query}`, body));
}

export async function mapList(client: Client): Promise<void> {
  const { maps } = await client.get<{
    maps: { name: string; version: number; rows: number; key: string; columns: string[] }[];
  }>('/maps');
  for (const { name, version, rows, key, columns } of maps)
    printLine(`${name}@${version}\t${rows} rows\t${key} → ${columns.join(', ')}`);
}
