'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { SavedView } from '#core/pivot/saved-view.ts';
import type { PivotView } from '#core/pivot/view.ts';
import { ask } from '../api/ask.ts';

const key = ['views'];

/**
 * The saved views by name; `views` is undefined until they are known, `error` why they are not. Every change throws the
 * WeirError that the server answered, `conflict` (field `name`) for a name that is taken.
 */
export type Views = {
  views: SavedView[] | undefined;
  error: unknown;
  retry(): void;
  save(name: string, view: PivotView): Promise<SavedView>;
  change(id: string, change: { name?: string; view?: PivotView }): Promise<SavedView>;
  remove(id: string): Promise<void>;
};

export function useViews(): Views {
  const client = useQueryClient();
  const { data, error, refetch } = useQuery({
    queryKey: key,
    queryFn: async ({ signal }) => (await ask<{ views: SavedView[] }>('/views', { signal })).views,
  });
  const changed = async <T>(work: Promise<T>): Promise<T> => {
    try {
      return await work;
    } finally {
      await client.invalidateQueries({ queryKey: key });
    }
  };
  const pathOf = (id: string) => `/views/${encodeURIComponent(id)}`;
  return {
    views: data,
    error,
    retry: () => void refetch(),
    save: (name, view) => changed(ask<SavedView>('/views', { body: { name, view } })),
    change: (id, change) => changed(ask<SavedView>(pathOf(id), { method: 'PUT', body: change })),
    remove: (id) => changed(ask<void>(pathOf(id), { method: 'DELETE' })),
  };
}
