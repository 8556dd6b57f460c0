import { QueryClient } from '@tanstack/react-query';
import { isWeirError } from '#core/errors.ts';

/** Answers are kept for the session of a page; what cannot succeed by asking again is not asked again. */
export function makeQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 5_000,
        gcTime: 5 * 60_000,
        refetchOnWindowFocus: false,
        retry: (count, error) => isWeirError(error) && error.code === 'unavailable' && count < 2,
        retryDelay: 500,
      },
    },
  });
}
