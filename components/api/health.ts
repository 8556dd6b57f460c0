'use client';

import { useQuery } from '@tanstack/react-query';
import type { Health } from '#core/health.ts';
import { apiRoot } from './ask.ts';

const words = { control: 'runs', batches: 'pulling', queries: 'questions' } as const;

/** One sentence for what does not answer, or null. */
export function troubleOf(health: Health | undefined): string | null {
  if (health === undefined) return 'Weir does not answer. What is on this page stays; it goes on when Weir is back.';
  if (!health.redis) return 'Redis cannot be reached, so nothing new can be asked. What is stored stays as it is.';
  if (!health.store) return 'The store cannot be read: the log of the web process says why.';
  const away = health.queues.filter(({ workers }) => workers === 0).map(({ name }) => words[name]);
  if (away.length === 0) return null;
  return `No worker for ${away.join(' and ')} is running. What was asked waits, and is taken up when one is back.`;
}

/** What answers, looked at every 10 s, and every second while something is away or `closely`. */
export function useHealth(closely = false): { sentence: string | null } {
  const { data, isSuccess, isError } = useQuery({
    queryKey: ['health'],
    queryFn: async ({ signal }) => {
      const answer = await fetch(`${apiRoot}/health`, { signal });
      return (await answer.json()) as Health;
    },
    retry: false,
    refetchInterval: ({ state }) =>
      closely || state.status === 'error' || (state.data && !state.data.ok) ? 1_000 : 10_000,
  });
  return { sentence: isError ? troubleOf(undefined) : isSuccess ? troubleOf(data) : null };
}
