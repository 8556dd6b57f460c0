'use client';

import { Button } from '@mantine/core';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { EmptyState } from '../ui/states.tsx';
import { PageFrame } from './page-frame.tsx';
import { openPalette } from './palette-store.ts';

/** In place of a page that there is not. */
export function NotHere() {
  const path = usePathname();
  return (
    <PageFrame title="Not here">
      <EmptyState
        title="There is no such page"
        action={
          <div style={{ display: 'flex', gap: 8, flexWrap: 'wrap' }}>
            <Button component={Link} href="/pivot">
              Go to the pivot
            </Button>
            <Button variant="default" onClick={openPalette}>
              Search
            </Button>
          </div>
        }
      >
        Nothing answers to <code>{path.length > 120 ? `${path.slice(0, 120)}…` : path}</code>: the link is broken, or
        what it named was removed.
      </EmptyState>
    </PageFrame>
  );
}
