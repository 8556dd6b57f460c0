import { join } from 'node:path';
import type { RejectedLine, RejectedLines } from '#core/jobs.ts';
import { filesOfRange } from '#core/lake-file.ts';
import type { Range } from '#core/window.ts';
import { type Duck, sqlText } from './duckdb.ts';
import { datasetFolder, listDataset } from './listing.ts';

const mostLines = 100;

/** The first 100 rejected lines of the files that a range needs, and how many there are in all. */
export async function listRejected(
  duck: Duck,
  lake: string,
  dataset: string,
  range: Range,
  signal: AbortSignal,
): Promise<RejectedLines> {
  const bad = filesOfRange(await listDataset(lake, dataset), range).filter((file) => file.counts.rejected > 0);
  const total = bad.reduce((sum, file) => sum + file.counts.rejected, 0);
  const lines: RejectedLine[] = [];
  for (const { name } of bad) {
    if (lines.length >= mostLines) break;
    const path = sqlText(join(datasetFolder(lake, dataset), name));
    const result = await duck.use(
      (connection) => connection.runAndReadAll(`SELECT decode(key), decode(value) FROM parquet_kv_metadata(${path})`),
      signal,
    );
    const facts = new Map(result.getRows().map(([key, value]) => [String(key), String(value)]));
    const rejected = JSON.parse(facts.get('rejected') ?? '[]') as Omit<RejectedLine, 'file'>[];
    const file = facts.get('path') ?? facts.get('index') ?? name;
    lines.push(...rejected.map((one) => ({ file, ...one })));
  }
  return { total, lines: lines.slice(0, mostLines) };
}
