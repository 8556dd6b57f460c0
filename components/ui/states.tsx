'use client';

import { Button } from '@mantine/core';
import { IconAlertCircle, IconAlertTriangle, IconInfoCircle } from '@tabler/icons-react';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { type ErrorCode, isWeirError } from '#core/errors.ts';
import classes from './states.module.css';

/** An empty place: what belongs here, and the next step. */
export function EmptyState({ title, children, action }: { title: string; children?: ReactNode; action?: ReactNode }) {
  return (
    <div className={classes.state}>
      <h2>{title}</h2>
      {children ? <p>{children}</p> : null}
      {action}
    </div>
  );
}

/** Trouble that may be over when the same is asked once more. */
const passing: ReadonlySet<ErrorCode> = new Set([
  'unavailable',
  'busy',
  'timeout',
  'internal',
  'source_unreachable',
  'cancelled',
  'out_of_resources',
]);

/** True when trying again may help: what no code names may be a network that was gone. */
export const mayPass = (error: unknown): boolean => !isWeirError(error) || passing.has(error.code);

/**
 * What went wrong and what to do, in place of what could not be shown. `action`: the way on; where trying again cannot help,
 * it takes its place.
 */
export function FailedState({ error, retry, action }: { error: unknown; retry?: () => void; action?: ReactNode }) {
  const unauthorised = isWeirError(error) && error.code === 'unauthorised';
  const passes = mayPass(error);
  const title = passes ? 'This did not work' : 'This cannot be answered';
  return (
    <div className={classes.state} role="alert">
      <h2>{unauthorised ? 'Your session has ended' : title}</h2>
      <p>{sentenceOf(error)}</p>
      <div className={classes.ways}>
        {unauthorised ? (
          <SignInAgain />
        ) : retry && (passes || !action) ? (
          <Button variant={passes ? 'filled' : 'default'} onClick={retry}>
            Try again
          </Button>
        ) : null}
        {action}
      </div>
    </div>
  );
}

function SignInAgain() {
  const here = typeof window === 'undefined' ? '/' : window.location.pathname + window.location.search;
  return (
    <Button component={Link} href={`/sign-in?next=${encodeURIComponent(here)}`}>
      Sign in and come back here
    </Button>
  );
}

/** An error's one sentence for the person in front of it. */
export function sentenceOf(error: unknown): string {
  if (isWeirError(error)) return error.message;
  return 'Something went wrong on this page: reload it, and if it happens again, look into the log of the web process.';
}

export type Tone = 'plain' | 'failed' | 'partial';

/** A line of text that a colour and a sign go with. */
export function Note({ tone = 'plain', children, action }: { tone?: Tone; children: ReactNode; action?: ReactNode }) {
  const Icon = tone === 'failed' ? IconAlertCircle : tone === 'partial' ? IconAlertTriangle : IconInfoCircle;
  return (
    <div className={classes.note} data-tone={tone} role={tone === 'failed' ? 'alert' : undefined}>
      <Icon size={16} aria-hidden />
      <span style={{ flex: 1 }}>{children}</span>
      {action}
    </div>
  );
}

/** A state in a list: a word with a sign of its own shape. */
export function Mark({
  tone,
  children,
}: {
  tone: 'plain' | 'done' | 'failed' | 'partial' | 'busy';
  children: ReactNode;
}) {
  return (
    <span className={classes.mark} data-tone={tone}>
      {children}
    </span>
  );
}
