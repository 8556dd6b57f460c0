/**
 * Text that others wrote, on its own: control characters are shown as signs, marks that turn the direction of writing by
 * their code, and neither changes what stands beside it.
 */
export function LineText({ text }: { text: string }) {
  return <bdi>{shownText(text)}</bdi>;
}

export function shownText(text: string): string {
  return (
    text
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is to be shown
      .replace(/[\u0000-\u001F]/g, (one) => String.fromCharCode(0x2400 + one.charCodeAt(0)))
      .replace(
        /[\u007F-\u009F\u061C\u200B-\u200F\u2028-\u202E\u2060-\u2069\uFEFF]/g,
        (one) => `[U+${one.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}]`,
      )
  );
}
