'use client';

import { Button } from '@mantine/core';
import Link from 'next/link';
import { useMemo, useState } from 'react';
import { isWeirError } from '#core/errors.ts';
import type { ArtefactMeta } from '#core/pivot/artefact.ts';
import type { CellPath, EventOrder, Filter } from '#core/pivot/spec.ts';
import { look, viewParams } from '#core/pivot/view.ts';
import { fixedRange, rangeText } from '#core/range.ts';
import { cellWords, filterWords } from '../question/words.ts';
import { PageFrame } from '../shell/page-frame.tsx';
import { FailedState } from '../ui/states.tsx';
import { type AskedEvents, eventsHref } from './asked-events.ts';
import { ListSkeleton } from './event-list.tsx';
import classes from './events.module.css';
import { EventsBrowser } from './events-browser.tsx';
import { useArtefact, useEventsWorld } from './use-events-world.ts';

/** The events page behind a cell: exactly the events that the cell counted. `go` follows an address within the page. */
export function CellEvents({ artefact, cell, go }: { artefact: string; cell: CellPath; go: (href: string) => void }) {
  const place = JSON.stringify(cell);
  const asked = useMemo(
    (): AskedEvents => ({ kind: 'cell', artefact, cell: JSON.parse(place) as CellPath }),
    [artefact, place],
  );
  const { data: meta, error, refetch } = useArtefact(artefact);
  const world = useEventsWorld(asked);
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
  const range = fixedRange(request);
  const source = world?.source ?? null;
  const onFilter =
    source === null
      ? {}
      : {
          onFilter: (filter: Filter) =>
            go(
              eventsHref({
                source,
                range: rangeText(range),
                map,
                filters: [...request.spec.filters, ...cellFilters(meta, cell), filter],
              }),
            ),
        };
  const words = [
    ...request.spec.filters.map(filterWords),
    ...cellWords(
      cell,
      request.spec.rows.map(({ field }) => field),
      request.spec.columns.map(({ field }) => field),
    ),
  ];
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
            href={`/pivot?${viewParams({ source, range, zone: 'UTC', map, spec: request.spec, look: plainLook })}`}
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
        {...onFilter}
      />
    </PageFrame>
  );
}

const plainLook = look.parse({});

/** The members of a cell as filters, as far as filters can say them: time buckets and Other are left out. */
function cellFilters(meta: ArtefactMeta, cell: CellPath): Filter[] {
  const { rows, columns } = meta.request.spec;
  const pairs = [
    ...cell.rows.map((member, index) => ({ member, field: rows[index]?.field ?? '' })),
    ...cell.columns.map((member, index) => ({ member, field: columns[index]?.field ?? '' })),
  ];
  return pairs.flatMap(({ member, field }): Filter[] => {
    if (field.includes(':') || member.kind === 'other') return [];
    if (member.kind === 'missing') return [{ field, op: 'missing', values: [] }];
    if (member.kind === 'unmatched') return [{ field: 'match', op: 'is', values: ['unmatched'] }];
    if (member.kind === 'no-id') return [{ field: 'match', op: 'is', values: ['no id'] }];
    return [{ field, op: 'is', values: [member.value ?? ''] }];
  });
}
