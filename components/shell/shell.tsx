'use client';

import {
  IconChartGridDots,
  IconDatabase,
  IconHelp,
  IconLayoutSidebarLeftCollapse,
  IconLayoutSidebarLeftExpand,
  IconList,
  IconRefresh,
  IconSettings,
  IconTable,
} from '@tabler/icons-react';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import type { ReactNode } from 'react';
import { changeSettings, useSettings } from '../settings/settings.ts';
import { HealthLine } from './health-line.tsx';
import { Keys } from './keys.tsx';
import { Mark } from './mark.tsx';
import { Palette } from './palette.tsx';
import classes from './shell.module.css';

const places = [
  { href: '/pivot', word: 'Pivot', Icon: IconChartGridDots },
  { href: '/events', word: 'Events', Icon: IconList },
  { href: '/runs', word: 'Runs', Icon: IconRefresh },
  { href: '/rule-maps', word: 'Rule maps', Icon: IconTable },
  { href: '/sources', word: 'Sources', Icon: IconDatabase },
  { href: '/settings', word: 'Settings', Icon: IconSettings },
  { href: '/help', word: 'Help', Icon: IconHelp },
] as const;

/** The frame: a rail of places at the left (below on a phone), the page beside it. */
export function Shell({ children }: { children: ReactNode }) {
  const path = usePathname();
  const narrow = useSettings().rail === 'narrow';
  const Fold = narrow ? IconLayoutSidebarLeftExpand : IconLayoutSidebarLeftCollapse;
  const foldWord = narrow ? 'Widen the rail' : 'Narrow the rail';
  return (
    <div className={classes.shell}>
      <a className={classes.skip} href="#page">
        Skip to the page
      </a>
      <nav className={classes.rail} data-narrow={narrow || undefined} aria-label="Weir">
        <Link className={classes.brand} href="/pivot" aria-label="Weir">
          <Mark />
          {narrow ? null : 'Weir'}
        </Link>
        {places.map(({ href, word, Icon }) => (
          <Link
            key={href}
            className={classes.item}
            href={href}
            title={narrow ? word : undefined}
            aria-current={path === href || path.startsWith(`${href}/`) ? 'page' : undefined}
          >
            <Icon size={18} stroke={1.6} aria-hidden />
            <span className={classes.word}>{word}</span>
          </Link>
        ))}
        <span className={classes.space} />
        <button
          type="button"
          className={`${classes.item} ${classes.fold}`}
          title={foldWord}
          aria-label={foldWord}
          onClick={() => changeSettings({ rail: narrow ? 'wide' : 'narrow' })}
        >
          <Fold size={18} stroke={1.6} aria-hidden />
        </button>
      </nav>
      <div className={classes.body}>
        <HealthLine />
        {children}
      </div>
      <Palette />
      <Keys />
    </div>
  );
}
