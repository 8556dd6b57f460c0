/** One measured figure. `floor`: what the same machine did at the least in the same run; `ratio`: value against it. */
export type BenchRow = { name: string; value: string; target: string; floor: string; ratio: string; command: string };

export function table(rows: readonly BenchRow[]): string {
  const lines = rows.map(
    ({ name, value, target, floor, ratio, command }) =>
      `| ${name} | ${value} | ${target} | ${floor} | ${ratio} | \`${command}\` |`,
  );
  return [
    '| what | measured | target | floor in the same run | ratio | command |',
    '| --- | ---: | --- | --- | ---: | --- |',
    ...lines,
  ].join('\n');
}
