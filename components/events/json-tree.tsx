'use client';

import { useState } from 'react';
import { EventText } from '../ui/event-text.tsx';
import classes from './detail.module.css';

/** How many members of an object or list are shown at first. */
const atFirst = 100;

/** A JSON value as a tree; what lies deeper than two levels opens when asked. */
export function JsonTree({ value, depth = 0 }: { value: unknown; depth?: number }) {
  const [most, setMost] = useState(atFirst);
  if (typeof value !== 'object' || value === null) return <EventText value={leafText(value)} max={4_000} wrap />;
  const entries = Object.entries(value);
  if (entries.length === 0)
    return <span className="quiet">{Array.isArray(value) ? 'empty list' : 'empty object'}</span>;
  return (
    <ul className={classes.tree} data-deep={depth > 0 || undefined}>
      {entries.slice(0, most).map(([name, inner]) => (
        <Branch key={name} name={name} value={inner} depth={depth} />
      ))}
      {entries.length > most ? (
        <li>
          <button type="button" className={classes.more} onClick={() => setMost(most + 10 * atFirst)}>
            {entries.length - most} more
          </button>
        </li>
      ) : null}
    </ul>
  );
}

function Branch({ name, value, depth }: { name: string; value: unknown; depth: number }) {
  const [open, setOpen] = useState(depth < 1);
  if (typeof value !== 'object' || value === null) {
    return (
      <li className={classes.leaf}>
        <span className={classes.key}>
          <EventText value={name} max={200} />
        </span>
        <JsonTree value={value} />
      </li>
    );
  }
  const size = Object.keys(value).length;
  return (
    <li>
      <button type="button" className={classes.branch} aria-expanded={open} onClick={() => setOpen(!open)}>
        <span aria-hidden>{open ? '▾' : '▸'}</span>
        <EventText value={name} max={200} />
        <span className="quiet">{Array.isArray(value) ? `[${size}]` : `{${size}}`}</span>
      </button>
      {open ? <JsonTree value={value} depth={depth + 1} /> : null}
    </li>
  );
}

function leafText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
