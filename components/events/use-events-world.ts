'use client';

import { useQuery } from '@tanstack/react-query';
import type { ArtefactMeta, Axis } from '#core/pivot/artefact.ts';
import { formatTime } from '#core/time.ts';
import { ask } from '../api/ask.ts';
import { useMapVersion, useSources } from '../api/lists.ts';
import type { AskedEvents, EventsWorld } from './asked-events.ts';

/** The pivot behind a cell. */
export function useArtefact(key: string | null) {
  return useQuery({
    queryKey: ['pivots', key, 'meta'],
    queryFn: ({ signal }) => ask<ArtefactMeta>(`/pivots/${key}`, { signal }),
    enabled: key !== null,
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** The trees of a pivot's rows and columns, asked for when `wanted`. */
export function useAxes(key: string, wanted: boolean) {
  return useQuery({
    queryKey: ['pivots', key, 'axes'],
    queryFn: async ({ signal }) => {
      const [rows, columns] = await Promise.all([
        ask<Axis>(`/pivots/${key}/rows`, { signal }),
        ask<Axis>(`/pivots/${key}/columns`, { signal }),
      ]);
      return { rows, columns };
    },
    enabled: wanted,
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** What surrounds the events of a question; undefined until it is known. */
export function useEventsWorld(asked: AskedEvents | null): EventsWorld | undefined {
  const map = useMapVersion(asked?.kind === 'range' ? asked.map : null);
  const meta = useArtefact(asked?.kind === 'cell' ? asked.artefact : null).data;
  const sources = useSources().data;
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
