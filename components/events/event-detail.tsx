'use client';

import { Button } from '@mantine/core';
import { IconExternalLink } from '@tabler/icons-react';
import Link from 'next/link';
import { useEffect, useRef } from 'react';
import type { StoredEvent } from '#core/jobs.ts';
import type { Filter } from '#core/pivot/spec.ts';
import { rangeText } from '#core/range.ts';
import { CopyButton } from '../ui/copy-button.tsx';
import { EventText } from '../ui/event-text.tsx';
import type { Format } from '../ui/format.ts';
import { type EventsWorld, eventsHref } from './asked-events.ts';
import { allColumns, valueIn } from './columns.ts';
import classes from './detail.module.css';
import { MatchState } from './event-cell.tsx';
import { EventFields, Field } from './event-fields.tsx';
import { Siblings } from './siblings.tsx';
import { useZoneFormat } from './zone-format.ts';

/**
 * A whole event: the row of the map that explains it, its fields by area, the other events of its request.
 * `onFilter` is given what *keep only* and *exclude* mean; `onOpen` the sibling that shall take this event's place.
 */
export function EventDetail(props: {
  event: StoredEvent;
  world: EventsWorld;
  zone?: string | null;
  onFilter?: (filter: Filter) => void;
  onOpen: (event: StoredEvent) => void;
}) {
  const { event, world, zone = null, onFilter, onOpen } = props;
  const format = useZoneFormat(zone);
  const ray = typeof event.RayID === 'string' ? event.RayID : '';
  const article = useRef<HTMLElement>(null);
  // Another event begins at its top, and takes the focus of the sibling that it was.
  useEffect(() => {
    article.current?.scrollTo({ top: 0 });
    if (document.activeElement === document.body) article.current?.focus();
  }, [event]);
  return (
    <article ref={article} className={classes.detail} aria-label="Event" tabIndex={-1}>
      <div className={classes.tools}>
        <CopyButton text={() => JSON.stringify(event, null, 2)} label="Copy the event as JSON">
          Copy JSON
        </CopyButton>
        {ray === '' || world.source === null ? null : (
          <Button
            component={Link}
            variant="default"
            leftSection={<IconExternalLink size={14} aria-hidden />}
            href={eventsHref({
              source: world.source,
              range: rangeText({ from: world.from, to: world.to }),
              ...(zone === null ? {} : { zone }),
              map: world.map && `${world.map.name}@${world.map.version}`,
              filters: [{ field: 'RayID', op: 'is', values: [ray] }],
            })}
          >
            All events of this request
          </Button>
        )}
      </div>
      <Explanation event={event} world={world} format={format} onFilter={onFilter} />
      <EventFields event={event} format={format} onFilter={onFilter} />
      <Siblings event={event} world={world} format={format} onOpen={onOpen} />
    </article>
  );
}

/** What the rule map says of an event's rule. */
function Explanation(props: {
  event: StoredEvent;
  world: EventsWorld;
  format: Format;
  onFilter: ((filter: Filter) => void) | undefined;
}) {
  const { event, world, format, onFilter } = props;
  const { map } = world;
  if (!map) {
    return (
      <section className={classes.area} aria-label="Rule map">
        <h3>Rule map</h3>
        <p className="quiet">No rule map takes part in this question.</p>
      </section>
    );
  }
  const name = `${map.name} v${map.version}`;
  const id = String(event.RuleID ?? '');
  const mapped = allColumns(map.columns).filter((column) => column.area === 'map' && column.id !== 'match');
  return (
    <section className={classes.area} aria-label="Rule map" data-unmatched={event.match === 'unmatched' || undefined}>
      <h3>
        Rule map <span className="quiet">{name}</span>
      </h3>
      {event.match === 'matched' ? (
        <dl className={classes.fields}>
          {mapped
            .filter((column) => (valueIn(event, column.id) ?? '') !== '')
            .map((column) => (
              <Field key={column.id} event={event} column={column} format={format} onFilter={onFilter} />
            ))}
        </dl>
      ) : event.match === 'unmatched' ? (
        <p>
          <MatchState state="unmatched" />: no row in {name} has the id <EventText value={id} max={200} wrap /> It may
          be an anomaly-based detection.
        </p>
      ) : (
        <p className="quiet">The event has no rule id.</p>
      )}
    </section>
  );
}
