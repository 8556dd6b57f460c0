'use client';

import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { StoredEvent } from '#core/jobs.ts';
import { EventText } from '../ui/event-text.tsx';
import type { Format } from '../ui/format.ts';
import { sentenceOf } from '../ui/states.tsx';
import { askEvents, type EventsWorld, sameEvent } from './asked-events.ts';
import classes from './detail.module.css';

/** Most siblings that are listed. */
const most = 200;

/** The other events of an event's request, in order; each opens in place. */
export function Siblings(props: {
  event: StoredEvent;
  world: EventsWorld;
  format: Format;
  onOpen: (event: StoredEvent) => void;
}) {
  const { event, world, format, onOpen } = props;
  const ray = typeof event.RayID === 'string' ? event.RayID : '';
  const map = world.map && `${world.map.name}@${world.map.version}`;
  const { source, from, to } = world;
  const { data, error } = useQuery({
    queryKey: ['events', 'request', source, from, to, map, ray],
    queryFn: ({ signal }) =>
      askEvents(
        {
          kind: 'range',
          source: source ?? '',
          from,
          to,
          map,
          filters: [{ field: 'RayID', op: 'is', values: [ray] }],
        },
        { limit: most + 1, offset: 0, order: 'oldest', count: false },
        signal,
      ),
    enabled: ray !== '' && source !== null,
    staleTime: 60_000,
  });
  const all = data?.events ?? [];
  const self = all.findIndex((one) => sameEvent(one, event));
  const others = all
    .filter((_one, index) => index !== self)
    .toSorted(
      (a, b) =>
        Date.parse(String(a.Datetime)) - Date.parse(String(b.Datetime)) ||
        Number(a.MatchIndex ?? 0) - Number(b.MatchIndex ?? 0),
    );
  return (
    <section className={classes.area} aria-label="Other events of the request">
      <h3>
        Other events of this request{data ? ` (${others.length > most ? `more than ${most}` : others.length})` : ''}
      </h3>
      {ray === '' ? (
        <p className="quiet">The event has no Ray ID, so it counts as a request of its own.</p>
      ) : source === null ? (
        <p className="quiet">The source of these events is gone or changed, so the request cannot be looked up.</p>
      ) : error ? (
        <p className={classes.failed}>{sentenceOf(error)}</p>
      ) : !data ? (
        <Skeleton height={24} />
      ) : others.length === 0 ? (
        <p className="quiet">None in this range: the request made this event alone.</p>
      ) : (
        <ul className={classes.siblings}>
          {others.slice(0, most).map((one, index) => (
            <li key={index}>
              <button type="button" onClick={() => onOpen(one)}>
                <time dateTime={String(one.Datetime)}>{format.time(String(one.Datetime))}</time>
                <span className={classes.siblingAction}>
                  <EventText value={String(one.Action ?? '–')} />
                </span>
                <span className={classes.siblingRule} data-unmatched={one.match === 'unmatched' || undefined}>
                  <EventText value={ruleWords(one)} />
                </span>
                <span className="quiet">match {String(one.MatchIndex ?? '–')}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function ruleWords(event: StoredEvent): string {
  const id = String(event.RuleID ?? '');
  const cells = Object.values((event.map as Record<string, string> | undefined) ?? {});
  const told = cells.find((cell) => cell !== '') ?? String(event.Description ?? '');
  return id === '' ? 'no rule id' : told === '' ? id : `${id} · ${told}`;
}
