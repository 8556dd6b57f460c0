'use client';

import { Button } from '@mantine/core';
import Link from 'next/link';
import { useMemo, useState } from 'react';
import { isWeirError } from '#core/errors.ts';
import { addFilters, filterWords, keepOnly, stepWords } from '#core/pivot/narrow.ts';
import type { CellPath, EventOrder, Filter } from '#core/pivot/spec.ts';
import { look, viewParams } from '#core/pivot/view.ts';
import { fixedRange, rangeText } from '#core/range.ts';
import { labelOf } from '../question/fields.ts';
import { PageFrame } from '../shell/page-frame.tsx';
import { FailedState } from '../ui/states.tsx';
import { type AskedEvents, eventsHref } from './asked-events.ts';
import { cellSteps, hasOther } from './cell-steps.ts';
import { ListSkeleton } from './event-list.tsx';
import classes from './events.module.css';
import { EventsBrowser } from './events-browser.tsx';
import { useArtefact, useAxes, useEventsWorld } from './use-events-world.ts';

/** The events page behind a cell: exactly the events that the cell counted. `go` follows an address within the page. */
export function CellEvents({ artefact, cell, go }: { artefact: string; cell: CellPath; go: (href: string) => void }) {
  const place = JSON.stringify(cell);
  const asked = useMemo(
    (): AskedEvents => ({ kind: 'cell', artefact, cell: JSON.parse(place) as CellPath }),
    [artefact, place],
  );
  const { data: meta, error, refetch } = useArtefact(artefact);
  const world = useEventsWorld(asked);
  const axes = useAxes(artefact, hasOther(cell)).data;
  const [order, setOrder] = useState<EventOrder>('oldest');
  const [columns, setColumns] = useState<string[] | null>(null);
  if (!meta) {
    return (
      <PageFrame title="Events" full>
        {error ? (
          <FailedState
            error={error}
            {...(isWeirError(error) && error.code === 'not_found' ? {} : { retry: () => void refetch() })}
            action={
              <Button component={Link} href="/events" variant="default">
                Events of the latest run
              </Button>
            }
          />
        ) : (
          <ListSkeleton />
        )}
      </PageFrame>
    );
  }
  const { request } = meta;
  const map = request.map && `${request.map.name}@${request.map.version}`;
  const source = world?.source ?? null;
  const plain = cellSteps(meta, cell, null);
  const words = [
    ...request.spec.filters.map((filter) => filterWords(filter, labelOf(filter.field, request.map))),
    ...stepWords([...plain.rows, ...plain.columns]),
  ];
  const narrow = (filter: Filter) => {
    if (source === null) return;
    const { rows, columns: across } = cellSteps(meta, cell, axes ?? null);
    const kept = keepOnly([...rows, ...across]);
    if (kept === null) return;
    const filters = addFilters(request.spec.filters, [...kept.filters, filter]);
    const from = Math.max(request.from, kept.range?.from ?? request.from);
    const to = Math.min(request.to, kept.range?.to ?? request.to);
    go(eventsHref({ source, range: rangeText(fixedRange({ from, to })), map, filters }));
  };
  const canNarrow =
    source !== null && (!hasOther(cell) || axes !== undefined) && keepOnly([...plain.rows, ...plain.columns]) !== null;
  return (
    <PageFrame
      full
      bar={
        <>
          <h1>Events behind a cell</h1>
          {words.length === 0 ? <span className="quiet">all of the pivot</span> : null}
          {words.map((word, index) => (
            <span
              key={index}
              className={classes.pill}
              title={word}
              data-unexplained={word.includes('not explained') || undefined}
            >
              <bdi>{word}</bdi>
            </span>
          ))}
        </>
      }
      actions={
        source === null ? null : (
          <Button
            component={Link}
            variant="default"
            href={`/pivot?${viewParams({ source, range: fixedRange(request), zone: 'UTC', map, spec: request.spec, look: plainLook })}`}
          >
            Back to the pivot
          </Button>
        )
      }
    >
      <EventsBrowser
        asked={asked}
        order={order}
        onOrder={setOrder}
        columns={columns}
        onColumns={setColumns}
        zone={null}
        {...(canNarrow ? { onFilter: narrow } : {})}
      />
    </PageFrame>
  );
}

const plainLook = look.parse({});
