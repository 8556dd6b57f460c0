'use client';

import { Button, Skeleton } from '@mantine/core';
import { IconArrowLeft, IconExternalLink } from '@tabler/icons-react';
import Link from 'next/link';
import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import type { StoredEvent } from '#core/jobs.ts';
import type { CellPath, EventOrder, Filter } from '#core/pivot/spec.ts';
import { CopyButton } from '../ui/copy-button.tsx';
import { EmptyState, FailedState, Note } from '../ui/states.tsx';
import { type AskedEvents, cellHref } from './asked-events.ts';
import { compactColumns, valueIn, valueText } from './columns.ts';
import { EventDetail } from './event-detail.tsx';
import { EventList, ListSkeleton } from './event-list.tsx';
import panel from './panel.module.css';
import { SidePanel } from './side-panel.tsx';
import { type FirstPage, useFirstPage } from './use-event-pages.ts';
import { useEventsWorld } from './use-events-world.ts';
import { useZoneFormat } from './zone-format.ts';

/** What a drawer shows: the cell of an artefact, the cell in words, and its count (null when it is not known). */
export type Behind = { artefact: string; cell: CellPath; words: string[]; count: number | null };

/**
 * The events behind a cell. It takes its place as the last child of a flex row, beside the table; on a narrow screen it
 * covers it. `onFilter` is given what *keep only* and *exclude* of a value mean; `actions` stand after the drawer's own.
 */
export function EventDrawer(props: {
  behind: Behind;
  onClose: () => void;
  onFilter?: (filter: Filter) => void;
  actions?: ReactNode;
  zone?: string | null;
}) {
  const { behind, onClose, onFilter, actions, zone = null } = props;
  const { artefact, cell } = behind;
  const asked = useMemo((): AskedEvents => ({ kind: 'cell', artefact, cell }), [artefact, cell]);
  const [order, setOrder] = useState<EventOrder>('oldest');
  const [opened, setOpened] = useState<StoredEvent | null>(null);
  const { data: first, isPlaceholderData, error, refetch } = useFirstPage(asked, order);
  const world = useEventsWorld(asked);
  const place = JSON.stringify(asked);
  useEffect(() => setOpened(null), [place]);
  const body = useRef<HTMLDivElement>(null);
  const wasOpen = useRef(false);
  useEffect(() => {
    // The list stays beneath the event, so that it is found again where it was left.
    if (opened !== null) body.current?.querySelector('article')?.focus();
    else if (wasOpen.current) body.current?.querySelector<HTMLElement>('[role="grid"]')?.focus();
    wasOpen.current = opened !== null;
  }, [opened]);
  const close = opened === null ? onClose : () => setOpened(null);

  return (
    <SidePanel
      label="Events behind the cell"
      onClose={onClose}
      onEscape={close}
      heading={<Heading behind={behind} first={isPlaceholderData ? undefined : first} />}
    >
      <div className={panel.tools}>
        {opened ? (
          <Button
            variant="default"
            leftSection={<IconArrowLeft size={14} aria-hidden />}
            onClick={() => setOpened(null)}
          >
            Back to the list
          </Button>
        ) : (
          <>
            <Button
              component={Link}
              variant="default"
              href={cellHref(artefact, cell)}
              leftSection={<IconExternalLink size={14} aria-hidden />}
            >
              Open as page
            </Button>
            {first ? (
              <CopyButton text={() => listText(behind.words, first)} label="Copy the first events as text">
                Copy
              </CopyButton>
            ) : null}
            {actions}
          </>
        )}
      </div>
      <div ref={body} className={panel.body}>
        {error ? (
          <FailedState error={error} retry={() => void refetch()} />
        ) : !first || !world ? (
          <ListSkeleton />
        ) : first.page.total === 0 ? (
          <EmptyState title="No events">Nothing was counted in this cell.</EmptyState>
        ) : (
          <div className={panel.list} inert={opened !== null}>
            <EventList
              first={first}
              busy={isPlaceholderData}
              mapColumns={world.map?.columns ?? null}
              columns={noColumns}
              compact
              range={world}
              opened={opened}
              zone={zone}
              onOrder={setOrder}
              onOpen={setOpened}
            />
          </div>
        )}
        {opened && world ? (
          <div className={panel.over}>
            <EventDetail
              event={opened}
              world={world}
              zone={zone}
              onOpen={setOpened}
              {...(onFilter ? { onFilter } : {})}
            />
          </div>
        ) : null}
      </div>
    </SidePanel>
  );
}

const noColumns: string[] = [];

function Heading({ behind, first }: { behind: Behind; first: FirstPage | undefined }) {
  const format = useZoneFormat(null);
  const total = first?.page.total ?? null;
  const differs = total !== null && behind.count !== null && total !== behind.count;
  return (
    <>
      <h2>
        {behind.words.length === 0 ? (
          'All events of the pivot'
        ) : (
          <ul className={panel.words}>
            {behind.words.map((word, index) => (
              <li key={index}>
                <bdi>{word}</bdi>
              </li>
            ))}
          </ul>
        )}
      </h2>
      {total === null ? (
        <Skeleton height={12} width={90} />
      ) : (
        <p className={panel.count}>{total === 1 ? '1 event' : `${format.count(total)} events`}</p>
      )}
      {differs ? (
        <Note tone="failed">
          The table says {format.count(behind.count ?? 0)}, the events are {format.count(total)}: compute the pivot
          again.
        </Note>
      ) : null}
    </>
  );
}

/** The words of a cell, and its first events as lines of tab-separated text. */
function listText(words: readonly string[], { page }: FirstPage): string {
  const columns = Object.keys(compactColumns);
  const clean = (value: unknown) => (value === undefined ? '' : valueText(value).replace(/[\t\r\n]+/g, ' '));
  const lines = page.events.map((event) => columns.map((id) => clean(valueIn(event, id))).join('\t'));
  return [`${words.join(', ')}: ${page.total} events`, columns.join('\t'), ...lines].join('\n');
}
