import { columns, duckdbType, extraColumn } from '#core/event.ts';
import { compactTime, lakeFileName } from '#core/lake-file.ts';
import type { DuckDBConnection } from '#server/lake/duckdb.ts';
import { sqlName, sqlText } from '#server/lake/duckdb.ts';
import { parquetOptions } from '#server/lake/ingest.ts';

const cells: Record<string, string> = {
  RayID: `format('{:08x}{:08x}', hash(i) % 4294967296, i)`,
  Action: `['block', 'log', 'managedchallenge', 'allow'][1 + (hash(i, 1) % 4)::BIGINT]`,
  RuleID: `(100000 + hash(i, 2) % 600)::VARCHAR`,
  Source: `'firewallmanaged'`,
  Kind: `'firewall'`,
  MatchIndex: '0',
  ClientIP: `format('203.{}.{}.{}', hash(i, 3) % 50000 // 65536, hash(i, 3) % 50000 // 256 % 256, hash(i, 3) % 50000 % 256)`,
  ClientASN: '64500 + hash(i, 4) % 200',
  ClientCountry: `['us', 'de', 'cn', 'br', 'fr'][1 + (hash(i, 5) % 5)::BIGINT]`,
  ClientRequestHost: `format('host{}.example.com', hash(i, 6) % 30)`,
  ClientRequestMethod: `['GET', 'POST'][1 + (hash(i, 7) % 2)::BIGINT]`,
  ClientRequestPath: `format('/api/items/{}', hash(i, 8) % 5000)`,
  EdgeResponseStatus: `[403, 200, 503][1 + (hash(i, 9) % 3)::BIGINT]`,
};

/**
 * Writes `total` generated events of one UTC day that begins at `from` (epoch ms) into `folder`, 250,000 a file, by
 * DuckDB alone; 600 rule ids, 50,000 client addresses, 4 actions. `more` replaces expressions of cells over the number `i`.
 */
export async function generateDataset(
  connection: DuckDBConnection,
  folder: string,
  from: number,
  total: number,
  more: Record<string, string> = {},
): Promise<void> {
  const perFile = 250_000;
  const day = 86_400_000;
  for (let start = 0; start < total; start += perFile) {
    const step = day / total;
    const range = { from: from + Math.floor(start * step), to: from + Math.floor((start + perFile) * step) };
    const list = columns.map(({ name, kind }) =>
      kind === 'time'
        ? `make_timestamp((${from} * 1000 + floor(i * ${step * 1000}))::BIGINT) AS ${sqlName(name)}`
        : `CAST(${more[name] ?? cells[name] ?? 'NULL'} AS ${duckdbType(kind)}) AS ${sqlName(name)}`,
    );
    const counts = { expected: perFile, read: perFile, stored: perFile, duplicates: 0, rejected: 0 };
    const key = compactTime(range.from).replace(/\D/g, '').padStart(32, '0');
    const name = lakeFileName({ kind: 'segment', key, print: '00000000', range, generation: 1, final: true, counts });
    await connection.run(
      `COPY (SELECT ${list.join(', ')}, NULL::JSON AS ${sqlName(extraColumn)} FROM range(${start}, ${start + perFile}) t(i))
        TO ${sqlText(`${folder}/${name}`)} (${parquetOptions})`,
    );
  }
}
