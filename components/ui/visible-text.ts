/** A piece of a text: as it is, or the visible sign that stands for a character nobody would see. */
export type TextPiece = { text: string; sign: boolean };

/** Control, format and bidi characters, line and paragraph separators, lone surrogates, and letters without a shape. */
const unseen = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]|\u115f|\u1160|\u3164|\uffa0|[\u{e0100}-\u{e01ef}]/gu;

/**
 * A text that somebody unknown wrote, as it can be shown: nothing in it is invisible or turns the direction of what
 * follows. C0 characters become their pictures (␀), others ⟨U+202E⟩. Cut after `max` characters, which `cut` says.
 */
export function visibleText(value: string, max: number): { pieces: TextPiece[]; cut: boolean } {
  const cut = value.length > max;
  const shown = cut ? value.slice(0, /[\ud800-\udbff]/.test(value[max - 1] ?? '') ? max - 1 : max) : value;
  const pieces: TextPiece[] = [];
  let from = 0;
  for (const match of shown.matchAll(unseen)) {
    if (match.index > from) pieces.push({ text: shown.slice(from, match.index), sign: false });
    pieces.push({ text: signOf(match[0]), sign: true });
    from = match.index + match[0].length;
  }
  if (from < shown.length) pieces.push({ text: shown.slice(from), sign: false });
  return { pieces, cut };
}

function signOf(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x20) return String.fromCodePoint(0x2400 + code);
  if (code === 0x7f) return '␡';
  return `⟨U+${code.toString(16).toUpperCase().padStart(4, '0')}⟩`;
}

/** {@link visibleText} as one text, ending in … when it was cut. */
export function plainVisibleText(value: string, max: number): string {
  const { pieces, cut } = visibleText(value, max);
  return pieces.map(({ text }) => text).join('') + (cut ? '…' : '');
}

/** A long id cut in the middle: `a0f51de9…0c9a8f`. */
export function cutMiddle(id: string, most = 18): string {
  if (id.length <= most) return id;
  const head = Math.ceil((most - 1) / 2);
  return `${id.slice(0, head)}…${id.slice(id.length - (most - 1 - head))}`;
}
