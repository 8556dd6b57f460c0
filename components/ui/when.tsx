'use client';

import { useFormat } from './format.ts';

/** A time, relative in lists, absolute with its zone on hover; absolute everywhere else. */
export function When({ at, relative = false }: { at: number | string; relative?: boolean }) {
  const format = useFormat();
  return (
    <time dateTime={new Date(at).toISOString()} title={format.exactTime(at)} suppressHydrationWarning>
      {relative ? format.ago(at) : format.time(at)}
    </time>
  );
}
