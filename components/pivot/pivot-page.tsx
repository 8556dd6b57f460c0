'use client';

import { Button } from '@mantine/core';
import Link from 'next/link';
import { useSearchParams } from 'next/navigation';
import { useEffect } from 'react';
import type { PivotView } from '#core/pivot/view.ts';
import { useMaps, useMapVersion, useRuns, useSources } from '../api/lists.ts';
import { useSettings } from '../settings/settings.ts';
import { PageFrame } from '../shell/page-frame.tsx';
import { EmptyState, FailedState } from '../ui/states.tsx';
import { PivotBench } from './pivot-bench.tsx';
import { startView } from './start-view.ts';
import { TableSkeleton } from './table-skeleton.tsx';
import { useView } from './use-view.ts';

/** The heart: a question in words, and its table. Without a question in the URL it begins with the newest run's. */
export function PivotPage() {
  const { view, trouble, change, replace, undo, redo } = useView();
  const map = useMapVersion(view?.map ?? null);
  if (trouble)
    return (
      <PageFrame title="Pivot">
        <FailedState
          error={trouble}
          action={
            <>
              <Button component={Link} href="/pivot">
                Begin with the newest run
              </Button>
              <OpenWithout part={trouble.field} />
            </>
          }
        />
      </PageFrame>
    );
  if (!view) return <Beginning onView={replace} />;
  return <PivotBench view={view} map={map} onView={change} undo={undo} redo={redo} />;
}

/** Parts of a link that a view can do without. */
const spare: readonly (string | undefined)[] = ['filters', 'rows', 'columns', 'values', 'look'];

function OpenWithout({ part }: { part: string | undefined }) {
  const params = new URLSearchParams(useSearchParams());
  if (part === undefined || !spare.includes(part)) return null;
  params.delete(part);
  return (
    <Button component={Link} href={`/pivot?${params}`} variant="default">
      Open without them
    </Button>
  );
}

function Beginning({ onView }: { onView: (view: PivotView) => void }) {
  const runs = useRuns();
  const sources = useSources();
  const maps = useMaps();
  const { zone } = useSettings();
  const ready = runs.data && sources.data && maps.data;
  const begin = ready ? startView(runs.data, sources.data, maps.data, zone === 'auto' ? 'UTC' : zone) : undefined;
  const text = JSON.stringify(begin);
  useEffect(() => {
    if (text && text !== 'null') onView(JSON.parse(text) as PivotView);
  }, [text, onView]);
  const failed = [runs, sources, maps].find(({ isError }) => isError);
  return (
    <PageFrame title="Pivot" full>
      {failed ? (
        <FailedState error={failed.error} retry={() => void failed.refetch()} />
      ) : begin === null ? (
        <EmptyState
          title="There are no events yet"
          action={
            <Button component={Link} href="/sources/new">
              Add a source
            </Button>
          }
        >
          A pivot counts events that were pulled. Say where your WAF events live, in Elasticsearch or in files, and then
          pull a range of them.
        </EmptyState>
      ) : (
        <TableSkeleton />
      )}
    </PageFrame>
  );
}
