/**
 * A CSV line after RFC 4180, ended by CRLF. Texts that a spreadsheet would take for a formula are disarmed, since event
 * text is written by attackers; numbers of Weir's own stay numbers. `changed` is called for each text that was disarmed.
 */
export function csvLine(
  cells: readonly (string | number | bigint | boolean | null | undefined)[],
  changed?: () => void,
): string {
  return `${cells.map((cell) => csvCell(cell, changed)).join(',')}\r\n`;
}

function csvCell(cell: string | number | bigint | boolean | null | undefined, changed?: () => void): string {
  if (cell === null || cell === undefined) return '';
  if (typeof cell !== 'string') return String(cell);
  const safe = disarmed(cell);
  if (safe !== cell) changed?.();
  return /[",;\t\r\n]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/**
 * An apostrophe before each sign that begins a formula: at the start, and after what a spreadsheet of another locale takes
 * for the end of a cell (a semicolon, a tab, a line break), since it then takes our quotes for text.
 */
function disarmed(text: string): string {
  if (!/[=+\-@\t\r\n＝＋－＠]/.test(text) || /^-?\d+(?:\.\d+)?$/.test(text)) return text;
  return text.replace(/^(?=[=+\-@\t\r\n＝＋－＠])|(?<=[;\t\r\n])(?=[=+\-@＝＋－＠])/g, "'");
}
