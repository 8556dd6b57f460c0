'use client';

import { useQuery } from '@tanstack/react-query';
import type { MapVersion } from '#core/rule-map/version.ts';
import { ask } from '../api/ask.ts';

export const mapPath = (name: string) => `/maps/${encodeURIComponent(name)}`;
export const mapHref = (name: string) => `/rule-maps/${encodeURIComponent(name)}`;

/** The newest version of every rule map, by name. */
export function useRuleMaps() {
  return useQuery({
    queryKey: ['maps', 'list'],
    queryFn: async ({ signal }) => (await ask<{ maps: MapVersion[] }>('/maps', { signal })).maps,
  });
}

/** The versions of a rule map, newest first. */
export function useMapVersions(name: string) {
  return useQuery({
    queryKey: ['maps', 'versions', name],
    queryFn: async ({ signal }) => (await ask<{ versions: MapVersion[] }>(mapPath(name), { signal })).versions,
  });
}
