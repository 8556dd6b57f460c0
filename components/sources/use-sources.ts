'use client';

import { useMutation, useQuery } from '@tanstack/react-query';
import { useCallback, useRef } from 'react';
import type { SourceReport, SourceView } from '#core/source.ts';
import { ask } from '../api/ask.ts';

export const sourcePath = (idOrName: string) => `/sources/${encodeURIComponent(idOrName)}`;

/** The page of a source; one that is named like the page for new ones is reached by its id. */
export const sourceHref = ({ id, name }: { id: string; name: string }) => sourcePath(name === 'new' ? id : name);

/** A source by id or name, asked anew for each form. */
export function useSource(idOrName: string) {
  return useQuery({
    queryKey: ['sources', 'one', idOrName],
    queryFn: ({ signal }) => ask<SourceView>(sourcePath(idOrName), { signal }),
    gcTime: 0,
  });
}

/** Tests a source: `path` of the API with `body`. A test that is stopped, or followed by another, is forgotten. */
export function useSourceTest() {
  const running = useRef<AbortController | null>(null);
  const { mutate, reset, data, error, isPending } = useMutation({
    mutationFn: ({ path, body }: { path: string; body: unknown }) => {
      running.current?.abort();
      running.current = new AbortController();
      return ask<SourceReport>(path, { body, signal: running.current.signal });
    },
  });
  const stop = useCallback(() => {
    running.current?.abort();
    running.current = null;
    reset();
  }, [reset]);
  return { test: mutate, stop, report: data, error, isPending };
}
