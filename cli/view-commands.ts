import type { SavedView } from '#core/pivot/saved-view.ts';
import { rangeText } from '#core/range.ts';
import { UsageError } from './arguments.ts';
import type { Client } from './client.ts';
import { printLine } from './print.ts';

export async function viewList(client: Client): Promise<void> {
  const { views } = await client.get<{ views: SavedView[] }>('/views');
  for (const { name, view, broken } of views) {
    printLine(view === null ? `${name}\t${broken}` : `${name}\t${view.source}\t${rangeText(view.range)}`);
  }
}

export async function viewRemove(client: Client, [name]: string[]): Promise<void> {
  if (name === undefined) throw new UsageError('Name the view: view remove NAME');
  await client.remove(`/views/${encodeURIComponent(name)}`);
}
