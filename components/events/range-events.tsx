'use client';

import { Button, VisuallyHidden } from '@mantine/core';
import Link from 'next/link';
import { useMemo } from 'react';
import { addFilters } from '#core/pivot/narrow.ts';
import type { Filter } from '#core/pivot/spec.ts';
import { rangeText, resolveRange } from '#core/range.ts';
import { formatTime } from '#core/time.ts';
import { useRuns } from '../api/lists.ts';
import { QuestionBar } from '../question/question-bar.tsx';
import { PageFrame } from '../shell/page-frame.tsx';
import { EmptyState, FailedState } from '../ui/states.tsx';
import type { AskedEvents } from './asked-events.ts';
import { ListSkeleton } from './event-list.tsx';
import classes from './events.module.css';
import { EventsBrowser } from './events-browser.tsx';
import { type EventsView, eventsParams } from './events-params.ts';
import { SearchBox } from './search-box.tsx';

/** The events page over a range: the question in the bar, a search, and the list. */
export function RangeEvents({ view, onView }: { view: EventsView; onView: (view: EventsView) => void }) {
  const { source, range, zone, map, filters } = view;
  const text = rangeText(range);
  const asked = useMemo((): AskedEvents => {
    const fixed = resolveRange(range, Date.now());
    return { kind: 'range', source, from: formatTime(fixed.from), to: formatTime(fixed.to), map, filters };
  }, [source, text, map, JSON.stringify(filters)]);
  const change = (part: Partial<EventsView>) => onView({ ...view, ...part });
  const narrow = (filter: Filter) => change({ filters: addFilters(filters, [filter]) });
  return (
    <PageFrame
      full
      bar={
        <>
          <VisuallyHidden component="h1">Events</VisuallyHidden>
          <QuestionBar question={{ source, range, zone, map, filters }} onChange={change} />
        </>
      }
    >
      <EventsBrowser
        asked={asked}
        order={view.order}
        onOrder={(order) => change({ order })}
        columns={view.columns}
        onColumns={(columns) => change({ columns })}
        zone={zone}
        onFilter={narrow}
        above={
          <div className={classes.searchRow}>
            <SearchBox onPick={narrow} />
          </div>
        }
        whenNone={
          filters.length > 0 ? <Button onClick={() => change({ filters: [] })}>Remove the filters</Button> : null
        }
      />
    </PageFrame>
  );
}

/** Without a question in the URL: that of the latest complete run. */
export function LatestEvents({ onView }: { onView: (view: EventsView) => void }) {
  const { data, error, refetch } = useRuns();
  const run = data?.find(({ state }) => state === 'complete') ?? data?.find(({ events }) => events > 0);
  const view = useMemo(
    (): EventsView | null =>
      run
        ? {
            source: run.source,
            range: { from: run.from, to: run.to },
            zone: 'UTC',
            map: run.map && `${run.map.name}@${run.map.version}`,
            filters: [],
            order: 'oldest',
            columns: null,
          }
        : null,
    [run],
  );
  if (view) return <RangeEvents view={view} onView={onView} />;
  return (
    <PageFrame title="Events" full>
      {error ? (
        <FailedState error={error} retry={() => void refetch()} />
      ) : data ? (
        <EmptyState
          title="No event is stored yet"
          action={
            <Button component={Link} href="/runs/new">
              Start a run
            </Button>
          }
        >
          A run pulls the events of a range; then they can be looked at here.
        </EmptyState>
      ) : (
        <ListSkeleton />
      )}
    </PageFrame>
  );
}

/** The address of a view. */
export function viewHref(view: EventsView): string {
  return `/events?${eventsParams(view)}`;
}
