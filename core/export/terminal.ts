/** Text without what a terminal would obey: control characters, escapes, and marks that turn the direction of writing. */
export function terminalText(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not reach a terminal
  return text.replace(/[\u0000-\u001F\u007F-\u009F\u200E\u200F\u202A-\u202E\u2066-\u2069\uFEFF]/g, '\uFFFD');
}

/** A table in columns; numbers stand to the right. */
export function terminalTable(
  header: readonly string[],
  rows: readonly (readonly (string | number | null)[])[],
): string {
  const text = (cell: string | number | null) =>
    cell === null ? '–' : typeof cell === 'number' ? cell.toLocaleString('en-US') : terminalText(cell);
  const lines = [header.map(terminalText), ...rows.map((row) => row.map(text))];
  const isNumber = header.map((_name, column) => rows.some((row) => typeof row[column] === 'number'));
  const widths = header.map((_name, column) =>
    Math.min(60, Math.max(...lines.map((line) => line[column]?.length ?? 0))),
  );
  return lines
    .map((line) =>
      line
        .map((cell, column) => {
          const width = widths[column] ?? 0;
          const cut = cell.length > width ? `${cell.slice(0, width - 1)}…` : cell;
          return isNumber[column] ? cut.padStart(width) : cut.padEnd(width);
        })
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
