'use client';

import { IconSearch } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useModKey } from './mod-key.ts';
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
        <PaletteButton />
      </header>
      <main id="page" className={classes.content} tabIndex={-1}>
        {full ? children : <div className={classes.column}>{children}</div>}
      </main>
    </>
  );
}

function PaletteButton() {
  const mod = useModKey();
  return (
    <button type="button" className={classes.keys} onClick={openPalette} title="Search and commands">
      <IconSearch size={14} aria-hidden />
      <span className={classes.hidden}>Search and commands</span>
      <span className={classes.keysWord}>{mod === '⌘' ? '⌘K' : 'Ctrl K'}</span>
    </button>
  );
}
