'use client';

import { Button, Select, Skeleton } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconPlus } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { usePathname, useRouter, useSearchParams } from 'next/navigation';
import { isFinal, runStates } from '#core/run/run.ts';
import type { RunList } from '#core/run/view.ts';
import { ask } from '../api/ask.ts';
import { PageFrame } from '../shell/page-frame.tsx';
import { useFormat } from '../ui/format.ts';
import { EmptyState, FailedState } from '../ui/states.tsx';
import { useSourceChoices } from './choices.ts';
import classes from './runs.module.css';
import { RunsTable } from './runs-table.tsx';

/** How often the list is looked at while a run has not ended, and while all have, in ms. */
const busyEvery = 1_000;
const idleEvery = 15_000;

/** The runs, newest first. */
export function RunsPage() {
  const params = useSearchParams();
  const source = params.get('source');
  const state = params.get('state');
  const isNarrow = useMediaQuery('(max-width: 700px)') ?? false;
  const asked = new URLSearchParams({ ...(source ? { source } : {}), ...(state ? { state } : {}) });
  const { data, error, refetch } = useQuery({
    queryKey: ['runs', 'list', source, state],
    queryFn: ({ signal }) => ask<RunList>(`/runs?${asked}`, { signal }),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state: { data: list } }) =>
      list?.runs.some((run) => !isFinal(run.state)) ? busyEvery : idleEvery,
  });
  const filters = <RunFilters source={source} state={state} isNarrow={isNarrow} />;
  return (
    <PageFrame title="Runs" bar={isNarrow ? null : filters} actions={<NewRunButton />} full>
      <div className={classes.list}>
        {isNarrow ? <div className={classes.filters}>{filters}</div> : null}
        {error && !data ? (
          <FailedState error={error} retry={refetch} />
        ) : !data ? (
          <Loading />
        ) : data.runs.length > 0 ? (
          <RunsTable list={data} />
        ) : source || state ? (
          <EmptyState title="No run like that" action={<ClearFilters />}>
            No run {state ? `that is ${state} ` : ''}
            {source ? `of ${source} ` : ''}is kept.
          </EmptyState>
        ) : (
          <EmptyState title="No run yet" action={<NewRunButton />}>
            A run pulls the events of a time range out of a source, batch by batch, leaves alone what is stored already,
            and then stores a pivot of them.
          </EmptyState>
        )}
      </div>
    </PageFrame>
  );
}

function NewRunButton() {
  return (
    <Button component={Link} href="/runs/new" leftSection={<IconPlus size={14} aria-hidden />}>
      New run
    </Button>
  );
}

function ClearFilters() {
  return (
    <Button component={Link} href="/runs" variant="default">
      Show all runs
    </Button>
  );
}

function RunFilters(props: { source: string | null; state: string | null; isNarrow: boolean }) {
  const { source, state, isNarrow } = props;
  const router = useRouter();
  const path = usePathname();
  const params = useSearchParams();
  const sources = useSourceChoices();
  const change = (name: string, value: string | null) => {
    const next = new URLSearchParams(params);
    if (value === null) next.delete(name);
    else next.set(name, value);
    router.replace(next.size > 0 ? `${path}?${next}` : path);
  };
  const names = (sources.data ?? []).map(({ name }) => name);
  return (
    <>
      <Select
        aria-label="Source"
        placeholder="All sources"
        w={isNarrow ? undefined : 150}
        data={source === null || names.includes(source) ? names : [source, ...names]}
        value={source}
        onChange={(value) => change('source', value)}
        searchable
        clearable
        clearButtonProps={{ 'aria-label': 'All sources' }}
      />
      <Select
        aria-label="State"
        placeholder="All states"
        w={isNarrow ? undefined : 130}
        data={['active', ...runStates]}
        value={state}
        onChange={(value) => change('state', value)}
        clearable
        clearButtonProps={{ 'aria-label': 'All states' }}
      />
    </>
  );
}

function Loading() {
  const format = useFormat();
  return (
    <output className={classes.loading} aria-label="Loading">
      {Array.from({ length: 12 }, (_one, index) => (
        <Skeleton key={format.count(index)} height={20} my={4} />
      ))}
    </output>
  );
}
