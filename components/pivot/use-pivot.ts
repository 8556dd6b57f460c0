'use client';

import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import type { ArtefactMeta, Axis, Scales } from '#core/pivot/artefact.ts';
import type { PivotSpec } from '#core/pivot/spec.ts';
import { formatTime } from '#core/time.ts';
import type { Range } from '#core/window.ts';
import { ask } from '../api/ask.ts';
import { TileStore } from './tile-store.ts';

/** A computed pivot as pages show it. `waited`: ms from asking until it was here. */
export type Pivot = {
  meta: ArtefactMeta;
  rows: Axis;
  columns: Axis;
  scales: Scales;
  tiles: TileStore;
  waited: number;
};

/** A question whose range is fixed. */
export type FixedQuestion = { source: string; range: Range; map: string | null; spec: PivotSpec };

/** For so long, in ms, a pivot is not looked for anew: events may have been stored since. */
const fresh = 10_000;

/** Computes a pivot, or finds it. The one before stays until the new one is there; an outdated computation is cancelled. */
export function usePivot(question: FixedQuestion | null) {
  const client = useQueryClient();
  return useQuery({
    queryKey: ['pivot', question],
    enabled: question !== null,
    placeholderData: keepPreviousData,
    staleTime: fresh,
    gcTime: 60_000,
    structuralSharing: false,
    queryFn: ({ signal, queryKey }) =>
      computePivot(question as FixedQuestion, signal, client.getQueryData<Pivot>(queryKey)),
  });
}

/** Computes a pivot; it is `known` when nothing was stored since. @throws WeirError as the API answers */
export async function computePivot(
  question: FixedQuestion,
  signal: AbortSignal,
  known?: Pivot | undefined,
): Promise<Pivot> {
  const started = performance.now();
  const { source, range, map, spec } = question;
  const body = { source, from: formatTime(range.from), to: formatTime(range.to), map, spec };
  const meta = await ask<ArtefactMeta>('/pivots', { body, signal });
  if (known?.meta.key === meta.key) return known;
  const tiles = new TileStore(meta);
  const part = <T>(name: string) => ask<T>(`/pivots/${meta.key}/${name}`, { signal });
  const [rows, columns, scales] = await Promise.all([
    part<Axis>('rows'),
    part<Axis>('columns'),
    part<Scales>('scales'),
    tiles.load('0/0', signal),
  ]);
  return { meta, rows, columns, scales, tiles, waited: performance.now() - started };
}
