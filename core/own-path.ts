/** A path within Weir that a link names, to go to after signing in; `/` for everything else. */
export function ownPath(text: unknown): string {
  if (typeof text !== 'string' || !/^\/(?![/\\])/.test(text) || /[\p{Cc}\\]/u.test(text)) return '/';
  return text;
}
