'use client';

import { Kbd } from '@mantine/core';
import type { ReactNode } from 'react';
import { openPalette } from './palette-store.ts';
import classes from './shell.module.css';

/**
 * A page: the bar that never scrolls away (`title`, or `bar` in its place; `actions` at its right), and the content.
 * `full` gives the content all the room, without margins or a scroll bar of the frame's own.
 */
export function PageFrame(props: {
  title?: string;
  bar?: ReactNode;
  actions?: ReactNode;
  full?: boolean;
  children: ReactNode;
}) {
  const { title, bar, actions, full, children } = props;
  return (
    <>
      <header className={classes.bar}>
        <div className={classes.barMain}>
          {title === undefined ? null : <h1>{title}</h1>}
          {bar}
        </div>
        {actions}
        <button type="button" className={classes.keys} onClick={openPalette} aria-label="Search and commands">
          <Kbd size="xs">Ctrl K</Kbd>
        </button>
      </header>
      <main id="page" className={classes.content} tabIndex={-1}>
        {full ? children : <div className={classes.column}>{children}</div>}
      </main>
    </>
  );
}
