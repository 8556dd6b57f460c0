'use client';

import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import type { ArtefactMeta, Axis, Tile } from '#core/pivot/artefact.ts';
import type { Filter, Member } from '#core/pivot/spec.ts';
import { resolveRange } from '#core/range.ts';
import { formatTime } from '#core/time.ts';
import { ask } from '../api/ask.ts';
import type { Question } from './question.ts';

/** The values of a field with the most events, and how many values there are in all (that satisfy the search). */
export type TopValues = { values: { member: Member; count: number }[]; distinct: number; events: number };

/** The `n` values of a field that most events of a question have; `search` narrows them down to those that contain it. */
export function useTopValues(question: Question, field: string, search: string, n: number) {
  const [searched] = useDebouncedValue(search, 200);
  const { source, map, range } = question;
  return useQuery({
    queryKey: ['top-values', source, map, range, question.filters, field, searched, n],
    staleTime: 60_000,
    queryFn: ({ signal }) => topValues(question, field, searched, n, signal),
  });
}

async function topValues(question: Question, field: string, search: string, n: number, signal: AbortSignal) {
  const { from, to } = resolveRange(question.range, Date.now());
  const searching: Filter[] = search === '' ? [] : [{ field, op: 'contains', values: [search] }];
  const spec = {
    rows: [{ field, top: { n, by: 'count' } }],
    columns: [],
    values: ['count'],
    filters: [...question.filters.filter((one) => one.field !== field), ...(field === 'match' ? [] : searching)],
  };
  const meta = await ask<ArtefactMeta>('/pivots', {
    body: { source: question.source, from: formatTime(from), to: formatTime(to), map: question.map, spec },
    signal,
  });
  const [rows, tile] = await Promise.all([
    ask<Axis>(`/pivots/${meta.key}/rows`, { signal }),
    ask<Tile>(`/pivots/${meta.key}/tiles/0/0`, { signal }),
  ]);
  const values: TopValues['values'] = [];
  let distinct = 0;
  rows.forEach(({ depth, member, members }, position) => {
    if (depth === 0) return;
    distinct += member.kind === 'other' ? (members ?? 0) : 1;
    if (member.kind !== 'other') values.push({ member, count: Number(tile.cells[position]?.[0]?.[0] ?? 0) });
  });
  return { values, distinct, events: meta.events } satisfies TopValues;
}
