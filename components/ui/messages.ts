'use client';

import type { NotificationData } from '@mantine/notifications';
import { useSyncExternalStore } from 'react';

let count = 0;
const listeners = new Set<() => void>();

/** Shows a message in the corner; what shows messages is loaded with the first one. Returns the message's id. */
export function showMessage(message: NotificationData): string {
  count += 1;
  const id = message.id ?? `message-${count}`;
  for (const listener of listeners) listener();
  void import('@mantine/notifications').then(({ notifications }) => notifications.show({ ...message, id }));
  return id;
}

export function hideMessage(id: string): void {
  void import('@mantine/notifications').then(({ notifications }) => notifications.hide(id));
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** True from the first message on. */
export function useHasMessages(): boolean {
  return useSyncExternalStore(
    subscribe,
    () => count > 0,
    () => false,
  );
}
