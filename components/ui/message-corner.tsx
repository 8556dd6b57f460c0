'use client';

import dynamic from 'next/dynamic';
import { useHasMessages } from './messages.ts';

const Notifications = dynamic(() => import('@mantine/notifications').then((part) => part.Notifications), {
  ssr: false,
});

/** Where messages appear. */
export function MessageCorner() {
  return useHasMessages() ? <Notifications position="bottom-right" limit={3} /> : null;
}
