'use client';

import type { StoredEvent } from '#core/jobs.ts';
import { memberLabels } from '#core/pivot/text.ts';
import { EventText } from '../ui/event-text.tsx';
import type { Format } from '../ui/format.ts';
import { cutMiddle, visibleText } from '../ui/visible-text.ts';
import { type ListColumn, valueIn, valueText } from './columns.ts';
import classes from './events.module.css';

/** How much of a time a list shows: its date and clock, these without the year, or the clock alone. */
export type TimeStyle = 'whole' | 'without year' | 'clock';
const timeStart: Record<TimeStyle, number> = { whole: 0, 'without year': 5, clock: 11 };

/** A value of an event in a column of the list. Of a time, parts of a second always stand with three decimals. */
export function EventCell(props: { event: StoredEvent; column: ListColumn; format: Format; times: TimeStyle }) {
  const { event, column, format, times } = props;
  const value = valueIn(event, column.id);
  if (column.kind === 'match') return <MatchState state={String(value ?? '')} />;
  if (column.id === 'RuleID' && event.match === 'unmatched') {
    return (
      <span className={classes.unexplained} title="No row of the rule map has this id.">
        <IdText id={String(value ?? '')} />
      </span>
    );
  }
  if (value === undefined || value === '') {
    return column.area === 'map' && event.match === 'unmatched' ? (
      <MatchState state="unmatched" />
    ) : (
      <span className={classes.none}>–</span>
    );
  }
  if (column.kind === 'time') {
    const text = String(value);
    return (
      <time dateTime={text} title={format.exactTime(text)}>
        {format.time(text).slice(timeStart[times])}
        <span className="quiet">.{(/\.(\d{1,3})/.exec(text)?.[1] ?? '').padEnd(3, '0')}</span>
      </time>
    );
  }
  if (column.kind === 'id') return <IdText id={String(value)} />;
  return <EventText value={valueText(value)} />;
}

/** An id, cut in the middle where it is long, copied whole. Anything odd in it is shown as any other text is. */
function IdText({ id }: { id: string }) {
  const plain = visibleText(id, 64).pieces.every(({ sign }) => !sign);
  const short = plain ? cutMiddle(id) : id;
  if (short === id) return <EventText value={id} />;
  return (
    <span
      className={classes.mono}
      title={id}
      onCopy={(copied) => {
        copied.clipboardData.setData('text/plain', id);
        copied.preventDefault();
      }}
    >
      {short}
    </span>
  );
}

/** The match state in words; what no rule explains has a colour of its own. */
export function MatchState({ state }: { state: string }) {
  if (state === 'unmatched') return <span className={classes.unexplained}>{memberLabels.unmatched}</span>;
  return <span className={state === 'no id' ? 'quiet' : undefined}>{state}</span>;
}
