'use client';

import { Button } from '@mantine/core';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { startTransition } from 'react';
import { isOutdated, sentenceOfFailure } from './failure.ts';
import { EmptyState } from './states.tsx';

export type PageFailure = { error: Error & { digest?: string }; reset: () => void };

/** In place of a page that failed: what happened, and what to do. */
export function PageError({ error, reset }: PageFailure) {
  const router = useRouter();
  const again = () =>
    startTransition(() => {
      router.refresh();
      reset();
    });
  const outdated = isOutdated(error);
  return (
    <div role="alert">
      <EmptyState
        title={outdated ? 'Weir was updated: reload' : 'This page could not be shown'}
        action={
          <div style={{ display: 'flex', gap: 8, flexWrap: 'wrap' }}>
            {outdated ? null : <Button onClick={again}>Try again</Button>}
            <Button variant={outdated ? 'filled' : 'default'} onClick={() => window.location.reload()}>
              Reload
            </Button>
            <Button variant="default" component={Link} href="/pivot">
              Go to the pivot
            </Button>
          </div>
        }
      >
        {outdated
          ? 'The page in this tab is from before the update, or Weir does not answer. Reloading gets the new one; what was stored stays.'
          : `${sentenceOfFailure(error)}${error.digest ? ` The log of the web process has more under ${error.digest}.` : ''}`}
      </EmptyState>
    </div>
  );
}
