'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo, useSyncExternalStore } from 'react';
import type { Axis } from '#core/pivot/artefact.ts';
import type { BucketSize } from '#core/pivot/spec.ts';
import { bucketField, bucketFor, bucketInterval } from '#core/pivot/zones.ts';
import type { Range } from '#core/window.ts';
import { computePivot, type FixedQuestion, type Pivot } from './use-pivot.ts';

/** More rows than this have no trends: they would cost more than the table. */
const mostRows = 20_000;

/** Events over time of each row of a pivot. `at` is epoch ms; `value` null is still on its way. */
export type Trends = {
  size: BucketSize;
  range: Range;
  times: number[];
  /** As `times`, what the buckets are called in the zone that they are cut in. */
  labels: string[];
  subscribe(listener: () => void): () => void;
  version(): number;
  /** Asks for what is not there of these rows. */
  need(reader: string, positions: readonly number[]): void;
  /** The counts of a row, as `times`; undefined while they are on their way. */
  at(position: number): number[] | undefined;
  pivot: Pivot;
  /** The position in `pivot` of a row. */
  rowOf(position: number): number;
};

/** The trend of every row: the same rows over time, asked once the pivot itself is there. */
export function useTrends(pivot: Pivot | undefined, question: FixedQuestion | null, zone: string, enabled: boolean) {
  const asked = useMemo((): FixedQuestion | null => {
    if (!question) return null;
    const size = bucketFor(question.range);
    // A sort that looks at one column has no meaning over time: rows are found by their members instead.
    const rows = question.spec.rows.map(({ sort, ...rest }) => (sort && !sort.at ? { ...rest, sort } : rest));
    const field = bucketField(size, zone);
    return { ...question, spec: { ...question.spec, rows, columns: [{ field }], values: ['count'] } };
  }, [question, zone]);
  const client = useQueryClient();
  const { data } = useQuery({
    queryKey: ['pivot', asked],
    enabled: enabled && asked !== null && pivot !== undefined && pivot.rows.length <= mostRows,
    staleTime: 10_000,
    gcTime: 60_000,
    structuralSharing: false,
    queryFn: ({ signal, queryKey }) => computePivot(asked as FixedQuestion, signal, client.getQueryData(queryKey)),
  });
  return useMemo(
    () => (data && pivot && question && enabled ? trendsOf(pivot, data, question.range, zone) : null),
    [data, pivot, question, enabled, zone],
  );
}

/** Renders again whenever values of the trends have come. */
export function useTrendValues(trends: Trends | null): void {
  useSyncExternalStore(trends?.subscribe ?? never, trends?.version ?? zero, zero);
}

const never = () => () => undefined;
const zero = () => 0;

function trendsOf(pivot: Pivot, over: Pivot, range: Range, zone: string): Trends {
  const size = bucketFor(range);
  const rowOf = sameRows(pivot.rows, over.rows);
  const buckets = over.columns.flatMap(({ depth, label }, position) =>
    depth === 1 ? [{ position, label, at: bucketInterval(size, zone, label).from }] : [],
  );
  const columns = buckets.map(({ position }) => position);
  return {
    size,
    range,
    times: buckets.map(({ at }) => at),
    labels: buckets.map(({ label }) => label),
    pivot: over,
    rowOf,
    subscribe: over.tiles.subscribe,
    version: over.tiles.version,
    need: (reader, positions) =>
      over.tiles.need(
        reader,
        positions.map(rowOf).filter((at) => at >= 0),
        [0, ...columns],
      ),
    at(position) {
      const row = rowOf(position);
      if (row < 0 || columns.some((column) => over.tiles.value(row, column, 0) === undefined)) return undefined;
      return columns.map((column) => Number(over.tiles.value(row, column, 0) ?? 0));
    },
  };
}

/** Where the rows of one axis stand in another that has the same members; -1 for one that is not there. */
function sameRows(rows: Axis, other: Axis): (position: number) => number {
  const equal =
    rows.length === other.length &&
    rows.every(({ depth, label }, at) => other[at]?.depth === depth && other[at]?.label === label);
  if (equal) return (position) => position;
  const name = (parent: number, { member }: Axis[number]) => `${parent}|${member.kind}|${member.value ?? ''}`;
  const byName = new Map(other.map((node, at) => [name(node.parent, node), at]));
  const found = new Int32Array(rows.length).fill(-1);
  rows.forEach((node, at) => {
    found[at] = at === 0 ? 0 : (byName.get(name(found[node.parent] ?? -1, node)) ?? -1);
  });
  return (position) => found[position] ?? -1;
}
