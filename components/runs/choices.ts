'use client';

import { useQuery } from '@tanstack/react-query';
import type { MapVersion } from '#core/rule-map/version.ts';
import type { SourceView } from '#core/source.ts';
import { ask } from '../api/ask.ts';

/** The sources that a run may pull from. */
export function useSourceChoices() {
  return useQuery({
    queryKey: ['sources', 'choices'],
    queryFn: async ({ signal }) => (await ask<{ sources: SourceView[] }>('/sources', { signal })).sources,
  });
}

/** The newest version of every rule map. */
export function useMapChoices() {
  return useQuery({
    queryKey: ['maps', 'choices'],
    queryFn: async ({ signal }) => (await ask<{ maps: MapVersion[] }>('/maps', { signal })).maps,
  });
}

/** The versions of a rule map, newest first; none while `name` is null. */
export function useVersionChoices(name: string | null) {
  return useQuery({
    queryKey: ['maps', 'choices', name],
    enabled: name !== null,
    queryFn: async ({ signal }) =>
      (await ask<{ versions: MapVersion[] }>(`/maps/${encodeURIComponent(name ?? '')}`, { signal })).versions,
  });
}
