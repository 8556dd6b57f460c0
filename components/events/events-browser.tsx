'use client';

import { Button } from '@mantine/core';
import Link from 'next/link';
import { type ReactNode, useMemo, useState } from 'react';
import type { ExportWhat } from '#core/api.ts';
import { isWeirError } from '#core/errors.ts';
import type { StoredEvent } from '#core/jobs.ts';
import type { EventOrder, Filter } from '#core/pivot/spec.ts';
import { ExportButton } from '../export/export-button.tsx';
import { EmptyState, FailedState } from '../ui/states.tsx';
import type { AskedEvents } from './asked-events.ts';
import { keepColumns, useKeptColumns } from './column-taste.ts';
import { allColumns, usualColumns } from './columns.ts';
import { EventDetail } from './event-detail.tsx';
import { EventList, ListSkeleton } from './event-list.tsx';
import classes from './events.module.css';
import { SidePanel } from './side-panel.tsx';
import { type FirstPage, useFirstPage } from './use-event-pages.ts';
import { useEventsWorld } from './use-events-world.ts';
import { useZoneFormat } from './zone-format.ts';

/** A list of events and beside it the one that is open; what both kinds of the events page have in common. */
export function EventsBrowser(props: {
  asked: AskedEvents;
  order: EventOrder;
  onOrder: (order: EventOrder) => void;
  /** The columns that the URL names, or null. */
  columns: string[] | null;
  onColumns: (columns: string[]) => void;
  zone: string | null;
  onFilter?: (filter: Filter) => void;
  /** Stands above the list, beside the search. */
  above?: ReactNode;
  /** What is offered when no event satisfies the filters. */
  whenNone?: ReactNode;
}) {
  const { asked, order, onOrder, onColumns, zone, onFilter, above, whenNone } = props;
  const [opened, setOpened] = useState<StoredEvent | null>(null);
  const { data: first, isPlaceholderData, error, refetch } = useFirstPage(asked, order);
  const world = useEventsWorld(asked);
  const kept = useKeptColumns();
  const mapColumns = world?.map?.columns ?? null;
  const columns = useMemo(() => {
    const known = new Set(allColumns(mapColumns).map(({ id }) => id));
    const wanted = (props.columns ?? kept ?? []).filter((id) => known.has(id));
    return wanted.length > 0 ? wanted : usualColumns(mapColumns);
  }, [props.columns, kept, mapColumns]);
  const changeColumns = (next: string[]) => {
    keepColumns(next);
    onColumns(next);
  };
  const filter = onFilter
    ? {
        onFilter: (one: Filter) => {
          setOpened(null);
          onFilter(one);
        },
      }
    : {};
  const nothingStored = isWeirError(error) && error.code === 'invalid' && error.field === 'from';

  return (
    <div className={classes.page}>
      <div className={classes.main}>
        {above}
        {nothingStored && asked.kind === 'range' ? (
          <EmptyState
            title="Nothing is stored of this range"
            action={
              <Button component={Link} href={`/runs/new?source=${encodeURIComponent(asked.source)}`}>
                Pull it
              </Button>
            }
          >
            {error.message}
          </EmptyState>
        ) : error ? (
          <FailedState error={error} retry={() => void refetch()} />
        ) : !first || !world ? (
          <ListSkeleton />
        ) : first.page.total === 0 && !isPlaceholderData ? (
          <EmptyState title="No event satisfies the filters" action={whenNone}>
            The range holds {(first.page.inRange ?? 0).toLocaleString()} events; none of them is what was asked for.
          </EmptyState>
        ) : (
          <EventList
            first={first}
            busy={isPlaceholderData}
            mapColumns={mapColumns}
            columns={columns}
            onColumns={changeColumns}
            onOrder={onOrder}
            onOpen={setOpened}
            range={world}
            opened={opened}
            {...(opened ? { onClose: () => setOpened(null) } : {})}
            zone={zone}
            summary={<Summary first={first} />}
            tools={<ExportButton what={exported(asked)} title="these events" />}
          />
        )}
      </div>
      {opened && world ? (
        <SidePanel label="Event" onClose={() => setOpened(null)} heading={<DetailHeading event={opened} zone={zone} />}>
          <EventDetail event={opened} world={world} zone={zone} onOpen={setOpened} {...filter} />
        </SidePanel>
      ) : null}
    </div>
  );
}

function exported(asked: AskedEvents): ExportWhat {
  if (asked.kind === 'cell') return { kind: 'cell-events', artefact: asked.artefact, cell: asked.cell };
  return { ...asked, kind: 'events' };
}

function DetailHeading({ event, zone }: { event: StoredEvent; zone: string | null }) {
  const format = useZoneFormat(zone);
  return <h2>{format.exactTime(String(event.Datetime))}</h2>;
}

/** How many events, of how many, how fast. */
function Summary({ first }: { first: FirstPage }) {
  const format = useZoneFormat(null);
  const { total, inRange } = first.page;
  return (
    <span aria-live="polite">
      <strong>{total === 1 ? '1 event' : `${format.count(total ?? 0)} events`}</strong>
      <span className={`quiet ${classes.wide}`}>
        {inRange !== null && inRange !== total ? ` of ${format.count(inRange)} in the range` : ''} ·{' '}
        {format.duration(first.milliseconds)}
      </span>
    </span>
  );
}
