'use client';

import { Button, Drawer, Skeleton } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import Link from 'next/link';
import { useState } from 'react';
import type { SourceView } from '#core/source.ts';
import { useSources } from '../api/lists.ts';
import { PageFrame } from '../shell/page-frame.tsx';
import { EmptyState, FailedState } from '../ui/states.tsx';
import { RemoveSource } from './remove-source.tsx';
import { SourceTest } from './source-report.tsx';
import { SourceTable } from './source-table.tsx';
import { sourcePath, useSourceTest } from './use-sources.ts';

/** All sources: test, change, remove. */
export function SourcesPage() {
  const { data, error, refetch } = useSources();
  const [tested, setTested] = useState<SourceView | null>(null);
  const [removed, setRemoved] = useState<SourceView | null>(null);
  const tried = useSourceTest();
  const add = (
    <Button component={Link} href="/sources/new" leftSection={<IconPlus size={14} aria-hidden />}>
      New source
    </Button>
  );
  const test = (source: SourceView) => {
    setTested(source);
    tried.test({ path: `${sourcePath(source.id)}/test`, body: {} });
  };
  return (
    <PageFrame title="Sources" actions={add}>
      {data === undefined ? (
        error ? (
          <FailedState error={error} retry={() => void refetch()} />
        ) : (
          <div aria-busy style={{ display: 'grid', gap: 8 }}>
            {[1, 2, 3].map((line) => (
              <Skeleton key={line} height={24} />
            ))}
          </div>
        )
      ) : data.length === 0 ? (
        <EmptyState title="No source yet" action={add}>
          A source is where events live: an Elasticsearch index, or a folder of NDJSON files. Weir only reads from it.
        </EmptyState>
      ) : (
        <SourceTable sources={data} test={test} remove={setRemoved} />
      )}
      <Drawer
        opened={tested !== null}
        onClose={() => {
          tried.stop();
          setTested(null);
        }}
        title={`Test of ${tested?.name ?? ''}`}
        position="right"
        size="lg"
        transitionProps={{ duration: 80 }}
        lockScroll={false}
        closeButtonProps={{ 'aria-label': 'Close' }}
      >
        <SourceTest
          {...tried}
          stop={() => {
            tried.stop();
            setTested(null);
          }}
        />
      </Drawer>
      <RemoveSource source={removed} close={() => setRemoved(null)} />
    </PageFrame>
  );
}
