import { once } from 'node:events';
import { terminalText } from '#core/export/terminal.ts';

/** Writes to standard output, waiting while a slow reader catches up; ends quietly when the reader has gone. */
export async function write(text: string | Uint8Array): Promise<void> {
  if (!process.stdout.write(text)) await once(process.stdout, 'drain');
}

/** JSON escapes control characters, so that it is safe on a terminal but for marks of direction. */
export function printJson(value: unknown): void {
  const text = JSON.stringify(value, null, 2);
  process.stdout.write(
    `${text.replace(/[\u007F-\u009F\u200E\u200F\u202A-\u202E\u2066-\u2069]/g, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`)}\n`,
  );
}

export function printLine(text: string): void {
  process.stdout.write(`${text.split('\t').map(terminalText).join('\t')}\n`);
}

/** A sentence for the person at the terminal. */
export function say(text: string): void {
  process.stderr.write(`${text.split('\n').map(terminalText).join('\n')}\n`);
}
