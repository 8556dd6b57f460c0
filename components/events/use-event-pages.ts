'use client';

import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQueries, useQuery } from '@tanstack/react-query';
import type { EventsPage, StoredEvent } from '#core/jobs.ts';
import type { EventOrder } from '#core/pivot/spec.ts';
import { type AskedEvents, askEvents, mostListed, pageSize } from './asked-events.ts';

/** The first page of a list, which is counted, with the question that it answers. */
export type FirstPage = { asked: AskedEvents; order: EventOrder; page: EventsPage; milliseconds: number };

/** How long a page out of sight is kept, in ms. */
const kept = 60_000;

/** The first page of a list. While another question is asked, the answer of the one before stays. */
export function useFirstPage(asked: AskedEvents | null, order: EventOrder) {
  return useQuery({
    queryKey: ['events', asked, order, 0],
    queryFn: async ({ signal }): Promise<FirstPage> => {
      if (asked === null) throw new TypeError('Nothing was asked.');
      const started = performance.now();
      const page = await askEvents(asked, { limit: pageSize, offset: 0, order, count: true }, signal);
      return { asked, order, page, milliseconds: performance.now() - started };
    },
    enabled: asked !== null,
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  });
}

/** The events of a list that lie in `range` (indexes, inclusive) or in its first page; further pages are asked for as they come into view. */
export function useEventPages(first: FirstPage, range: { from: number; to: number }) {
  const [settled] = useDebouncedValue(range, 80);
  const last = Math.floor((listed(first) - 1) / pageSize);
  const from = Math.max(1, Math.floor(settled.from / pageSize));
  const to = Math.min(last, Math.floor(settled.to / pageSize));
  const numbers = Array.from({ length: Math.max(0, to - from + 1) }, (_one, index) => from + index);
  const pages = useQueries({
    queries: numbers.map((number) => ({
      queryKey: ['events', first.asked, first.order, number],
      queryFn: ({ signal }: { signal: AbortSignal }) =>
        askEvents(
          first.asked,
          { limit: pageSize, offset: number * pageSize, order: first.order, count: false },
          signal,
        ),
      staleTime: Number.POSITIVE_INFINITY,
      gcTime: kept,
    })),
  });
  const failed = pages.find(({ isError }) => isError);
  return {
    eventAt(index: number): StoredEvent | undefined {
      const number = Math.floor(index / pageSize);
      const page = number === 0 ? first.page : pages[number - from]?.data;
      return page?.events[index % pageSize];
    },
    error: failed?.error ?? null,
    retry: () => {
      for (const page of pages) if (page.isError) void page.refetch();
    },
  };
}

/** How many events the list shows. */
export function listed(first: FirstPage): number {
  return Math.min(first.page.total ?? 0, mostListed);
}
