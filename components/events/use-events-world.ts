'use client';

import { useQuery } from '@tanstack/react-query';
import type { ArtefactMeta } from '#core/pivot/artefact.ts';
import type { MapVersion } from '#core/rule-map/version.ts';
import type { SourceView } from '#core/source.ts';
import { formatTime } from '#core/time.ts';
import { ask } from '../api/ask.ts';
import type { AskedEvents, EventsWorld } from './asked-events.ts';

/** The sources there are. */
export function useSources() {
  return useQuery({
    queryKey: ['sources'],
    queryFn: ({ signal }) => ask<{ sources: SourceView[] }>('/sources', { signal }),
  });
}

/** The pivot behind a cell. */
export function useArtefact(key: string | null) {
  return useQuery({
    queryKey: ['pivots', key, 'meta'],
    queryFn: ({ signal }) => ask<ArtefactMeta>(`/pivots/${key}`, { signal }),
    enabled: key !== null,
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** The version that `name` (the newest) or `name@version` means; undefined until it is known, null for none. */
export function useMapVersion(text: string | null): MapVersion | null | undefined {
  const at = text?.lastIndexOf('@') ?? -1;
  const versioned = text !== null && at > 0 && /^\d+$/.test(text.slice(at + 1));
  const name = text === null ? '' : versioned ? text.slice(0, at) : text;
  const { data, isError } = useQuery({
    queryKey: ['maps', name],
    queryFn: ({ signal }) => ask<{ versions: MapVersion[] }>(`/maps/${encodeURIComponent(name)}`, { signal }),
    enabled: text !== null,
  });
  if (text === null || isError) return null;
  if (!data) return undefined;
  return data.versions.find(({ version }) => !versioned || version === Number(text.slice(at + 1))) ?? null;
}

/** What surrounds the events of a question; undefined until it is known. */
export function useEventsWorld(asked: AskedEvents | null): EventsWorld | undefined {
  const map = useMapVersion(asked?.kind === 'range' ? asked.map : null);
  const meta = useArtefact(asked?.kind === 'cell' ? asked.artefact : null).data;
  const sources = useSources().data?.sources;
  if (asked === null) return undefined;
  if (asked.kind === 'range') {
    if (map === undefined) return undefined;
    return { source: asked.source, from: asked.from, to: asked.to, map };
  }
  if (!meta || !sources) return undefined;
  const { request } = meta;
  return {
    source: sources.find(({ dataset }) => dataset === request.dataset)?.name ?? null,
    from: formatTime(request.from),
    to: formatTime(request.to),
    map: request.map,
  };
}
