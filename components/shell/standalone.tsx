import type { ReactNode } from 'react';
import { Mark } from './mark.tsx';
import classes from './standalone.module.css';

/** A page without the frame: signing in, and what stands in for a page that cannot be shown. */
export function Standalone({ title, children }: { title: string; children: ReactNode }) {
  return (
    <main className={classes.page}>
      <span className={classes.mark}>
        <Mark size={28} />
      </span>
      <h1>{title}</h1>
      {children}
    </main>
  );
}
