'use client';

import { useState } from 'react';
import type { StoredEvent } from '#core/jobs.ts';
import type { Filter } from '#core/pivot/spec.ts';
import { EventText } from '../ui/event-text.tsx';
import type { Format } from '../ui/format.ts';
import { allColumns, areas, type ListColumn, valueIn, valueText } from './columns.ts';
import classes from './detail.module.css';
import { FieldActs } from './field-acts.tsx';
import { JsonTree } from './json-tree.tsx';

/** Every field of an event by its area; empty ones are shown when asked. The rule map's fields are not among them. */
export function EventFields({
  event,
  format,
  onFilter,
}: {
  event: StoredEvent;
  format: Format;
  onFilter: ((filter: Filter) => void) | undefined;
}) {
  const [withEmpty, setWithEmpty] = useState(false);
  const all = allColumns(null);
  const isEmpty = ({ id }: ListColumn) => event[id] === undefined || event[id] === '';
  const empty = all.filter(isEmpty).length;
  return (
    <>
      {Object.entries(areas).map(([area, word]) => {
        const here = all.filter((column) => column.area === area && (withEmpty || !isEmpty(column)));
        if (here.length === 0) return null;
        return (
          <section key={area} className={classes.area}>
            <h3>{word}</h3>
            <dl className={classes.fields}>
              {here.map((column) => (
                <Field key={column.id} event={event} column={column} format={format} onFilter={onFilter} />
              ))}
            </dl>
          </section>
        );
      })}
      <button type="button" className={classes.more} aria-expanded={withEmpty} onClick={() => setWithEmpty(!withEmpty)}>
        {withEmpty ? 'Hide empty fields' : `Show empty fields (${empty})`}
      </button>
    </>
  );
}

/** A field's name and value, and what can be done with the value. */
export function Field({
  event,
  column,
  format,
  onFilter,
}: {
  event: StoredEvent;
  column: ListColumn;
  format: Format;
  onFilter: ((filter: Filter) => void) | undefined;
}) {
  const { id, label, kind } = column;
  const value = valueIn(event, id);
  const missing = value === undefined;
  const text = missing ? '' : valueText(value);
  // The text of a stored JSON cell is not known here to the letter, so it cannot be compared.
  const filterable = onFilter !== undefined && (kind !== 'json' || missing) && id !== 'Extra';
  const filter = (keep: boolean): Filter =>
    missing
      ? { field: id, op: keep ? 'missing' : 'present', values: [] }
      : { field: id, op: keep ? 'is' : 'is-not', values: [text] };
  return (
    <div className={classes.field}>
      <dt title={id}>{label}</dt>
      <dd>
        <div className={classes.value} data-mono={kind === 'id' || undefined}>
          {missing ? (
            <span className="quiet">(missing)</span>
          ) : text === '' ? (
            <span className="quiet">(blank)</span>
          ) : kind === 'time' ? (
            <time dateTime={text} title={text}>
              {format.exactTime(text)}
            </time>
          ) : kind === 'json' ? (
            <JsonTree value={value} />
          ) : (
            <EventText value={text} max={4_000} wrap />
          )}
        </div>
        <FieldActs
          label={label}
          text={missing ? null : text}
          onFilter={filterable ? (keep) => onFilter(filter(keep)) : undefined}
        />
      </dd>
    </div>
  );
}
