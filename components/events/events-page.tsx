'use client';

import { Button } from '@mantine/core';
import Link from 'next/link';
import { useSearchParams } from 'next/navigation';
import { isWeirError } from '#core/errors.ts';
import { PageFrame } from '../shell/page-frame.tsx';
import { FailedState } from '../ui/states.tsx';
import { CellEvents } from './cell-events.tsx';
import { type EventsView, parseCellParam, parseEventsParams } from './events-params.ts';
import { LatestEvents, RangeEvents, viewHref } from './range-events.tsx';

/** Events by any filter over a range, or exactly those behind a cell of a pivot. The URL holds all of it. */
export function EventsPage() {
  const params = useSearchParams();
  const go = (href: string) => window.history.pushState(null, '', href);
  const onView = (view: EventsView) => go(viewHref(view));
  try {
    const artefact = params.get('artefact');
    if (artefact !== null) return <CellEvents artefact={artefact} cell={parseCellParam(params.get('cell'))} go={go} />;
    if (params.get('source') === null) return <LatestEvents onView={onView} />;
    return <RangeEvents view={parseEventsParams(new URLSearchParams(params))} onView={onView} />;
  } catch (error) {
    if (!isWeirError(error)) throw error;
    return (
      <PageFrame title="Events" full>
        <FailedState
          error={error}
          action={
            <Button component={Link} href="/events" variant="default">
              Events of the latest run
            </Button>
          }
        />
      </PageFrame>
    );
  }
}
