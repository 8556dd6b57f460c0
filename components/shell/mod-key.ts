'use client';

import { useSyncExternalStore } from 'react';

const never = () => () => undefined;

/** What the reader's keyboard calls the key that commands are given with: `Ctrl`, or `⌘` on a Mac. */
export function useModKey(): 'Ctrl' | '⌘' {
  return useSyncExternalStore(
    never,
    () => (/Mac|iPhone|iPad/.test(navigator.platform) ? '⌘' : 'Ctrl'),
    () => 'Ctrl',
  );
}
