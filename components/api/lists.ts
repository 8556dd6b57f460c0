'use client';

import { useQuery } from '@tanstack/react-query';
import type { MapVersion } from '#core/rule-map/version.ts';
import type { RunView } from '#core/run/view.ts';
import type { SourceView } from '#core/source.ts';
import { ask } from './ask.ts';

/** The sources, by name. */
export function useSources() {
  return useQuery({
    queryKey: ['sources'],
    queryFn: async ({ signal }) => (await ask<{ sources: SourceView[] }>('/sources', { signal })).sources,
  });
}

/** The newest version of every rule map, by name. */
export function useMaps() {
  return useQuery({
    queryKey: ['maps'],
    queryFn: async ({ signal }) => (await ask<{ maps: MapVersion[] }>('/maps', { signal })).maps,
  });
}

/** All versions of a rule map, newest first. */
export function useMapVersions(name: string | null) {
  return useQuery({
    queryKey: ['maps', name],
    enabled: name !== null,
    queryFn: async ({ signal }) =>
      (await ask<{ versions: MapVersion[] }>(`/maps/${encodeURIComponent(name ?? '')}`, { signal })).versions,
  });
}

/** The version that `name` or `name@version` means; undefined while it is not known, null when there is none. */
export function useMapVersion(text: string | null): MapVersion | null | undefined {
  const [, name = text, version] = /^(.*)@(\d+)$/.exec(text ?? '') ?? [];
  const { data, isError } = useMapVersions(name);
  if (text === null || isError) return null;
  if (data === undefined) return undefined;
  return (version === undefined ? data[0] : data.find((one) => one.version === Number(version))) ?? null;
}

/** The latest runs, newest first. */
export function useRuns() {
  return useQuery({
    queryKey: ['runs'],
    queryFn: async ({ signal }) => (await ask<{ runs: RunView[] }>('/runs', { signal })).runs,
  });
}
