'use client';

import { TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { keepPreviousData, useQueries, useQuery } from '@tanstack/react-query';
import { useCallback, useMemo, useState } from 'react';
import type { MapRow, MapRows } from '#core/jobs.ts';
import type { MapVersion } from '#core/rule-map/version.ts';
import { ask } from '../api/ask.ts';
import { useFormat } from '../ui/format.ts';
import { EmptyState, FailedState } from '../ui/states.tsx';
import { mapPath } from './map-path.ts';
import { RowGrid } from './row-grid.tsx';
import classes from './rule-maps.module.css';

/** Rows that are asked for at once. */
const pageRows = 200;

function pageQuery({ name, version }: MapVersion, search: string, page: number) {
  const query = new URLSearchParams({
    version: String(version),
    search,
    limit: `${pageRows}`,
    offset: `${page * pageRows}`,
  });
  return {
    queryKey: ['map-rows', name, version, search, page],
    queryFn: ({ signal }: { signal: AbortSignal }) => ask<MapRows>(`${mapPath(name)}/rows?${query}`, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  };
}

/** The rows of a version, searched by the text in any cell. Pages are fetched as they come into view. */
export function MapRowsPanel(props: { map: MapVersion; search: string; changeSearch: (search: string) => void }) {
  const { map, search, changeSearch } = props;
  const format = useFormat();
  const [text, setText] = useState(search);
  const later = useDebouncedCallback(changeSearch, 250);
  const [pages, setPages] = useState<readonly number[]>([]);

  const first = useQuery({ ...pageQuery(map, search, 0), placeholderData: keepPreviousData });
  const others = useQueries({
    queries: pages.filter((page) => page > 0).map((page) => pageQuery(map, search, page)),
  });
  const total = first.data?.total;
  const byPage = useMemo(() => {
    const found = new Map<number, readonly MapRow[]>(first.data ? [[0, first.data.rows]] : []);
    pages
      .filter((page) => page > 0)
      .forEach((page, index) => {
        const rows = others[index]?.data?.rows;
        if (rows) found.set(page, rows);
      });
    return found;
  }, [first.data, others, pages]);
  const rowAt = useCallback((index: number) => byPage.get(Math.floor(index / pageRows))?.[index % pageRows], [byPage]);
  const inView = useCallback((from: number, to: number) => {
    const wanted: number[] = [];
    for (let page = Math.floor(from / pageRows); page <= Math.floor(to / pageRows); page++) wanted.push(page);
    setPages((now) => (now.join() === wanted.join() ? now : wanted));
  }, []);
  const failed = first.error ?? others.find(({ error }) => error)?.error;

  return (
    <section className={classes.rows} aria-label={`Rows of version ${map.version}`}>
      <div className={classes.rowsBar}>
        <TextInput
          aria-label="Search in rows"
          placeholder="Search in all cells"
          leftSection={<IconSearch size={14} aria-hidden />}
          value={text}
          maxLength={200}
          onChange={({ currentTarget }) => {
            setText(currentTarget.value);
            later(currentTarget.value);
          }}
        />
        <span className="quiet" role="status">
          {total === undefined
            ? ''
            : search === ''
              ? `${format.count(total)} rows`
              : `${format.count(total)} of ${format.count(map.rows)} rows`}
        </span>
      </div>
      {failed ? (
        <FailedState error={failed} retry={() => void first.refetch()} />
      ) : total === 0 ? (
        <EmptyState title="No row has this text">Version {map.version} was searched in all its cells.</EmptyState>
      ) : (
        <RowGrid
          key={search}
          names={[map.key, ...map.columns]}
          total={total ?? Math.min(map.rows, 40)}
          rowAt={rowAt}
          sample={first.data?.rows ?? []}
          inView={inView}
          stale={first.isPlaceholderData}
        />
      )}
    </section>
  );
}
