// Measures, and writes docs/benchmarks.md: `npm run bench`, or one part of it: `npm run bench -- pivot`.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { benchPage } from '#bench/page.ts';
import { benchPivot } from '#bench/pivot.ts';
import { benchPull } from '#bench/pull.ts';
import { type BenchRow, table } from '#bench/row.ts';
import { buildIfChanged } from './build.ts';

const parts: Record<string, () => Promise<BenchRow[]>> = { pull: benchPull, pivot: benchPivot, page: benchPage };
const file = 'docs/benchmarks.md';

const asked = process.argv.slice(2);
const names = asked.length > 0 ? asked : Object.keys(parts);
const unknown = names.find((name) => !(name in parts));
if (unknown || !buildIfChanged()) {
  process.stderr.write(
    unknown ? `There is no benchmark "${unknown}": ${Object.keys(parts).join(', ')}.\n` : 'The build failed.\n',
  );
  process.exit(1);
}
const sections = new Map<string, string>();
const old = existsSync(file) ? readFileSync(file, 'utf8') : '';
for (const name of Object.keys(parts)) {
  const found = new RegExp(`## ${name}\\n\\n([\\s\\S]*?)(?=\\n## |$)`).exec(old)?.[1];
  if (found) sections.set(name, found.trim());
}
for (const name of names) {
  const rows = (await parts[name]?.()) ?? [];
  const machine = `${cpus().length} cores (${cpus()[0]?.model.trim()}), ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}, ${new Date().toISOString().slice(0, 10)}`;
  sections.set(name, `Measured on ${machine}.\n\n${table(rows)}`);
  process.stdout.write(`${table(rows)}\n`);
}
const head = `# Benchmarks

Written by \`npm run bench\`. Ratios within one run say more than absolute figures: the machine was shared with others.
The floor is what the same machine did in the same run at the least possible work.
`;
writeFileSync(file, `${head}\n${[...sections].map(([name, text]) => `## ${name}\n\n${text}\n`).join('\n')}`);
process.exit(0);
