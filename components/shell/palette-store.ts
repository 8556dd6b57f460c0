/** A wish of one part of the page that another part grants. */
function wish() {
  const listeners = new Set<() => void>();
  return {
    send: (): void => {
      for (const listener of listeners) listener();
    },
    listen(listener: () => void): () => void {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

export const paletteEvent = wish();
export const keysEvent = wish();

/** Opens search and commands. */
export const openPalette = paletteEvent.send;
/** Opens the list of keys. */
export const openKeys = keysEvent.send;
