'use client';

import { Skeleton } from '@mantine/core';
import { PageFrame } from '../shell/page-frame.tsx';
import { FailedState } from '../ui/states.tsx';
import { SourceForm } from './source-form.tsx';
import classes from './sources.module.css';
import { useSource } from './use-sources.ts';

/** The form of a new source. */
export function NewSourcePage() {
  return (
    <PageFrame title="New source">
      <SourceForm />
    </PageFrame>
  );
}

/** The form of a stored source. */
export function SourcePage({ source }: { source: string }) {
  const { data, error, refetch } = useSource(source);
  return (
    <PageFrame title={data ? `Source ${data.name}` : 'Source'}>
      {data ? (
        <SourceForm key={data.id} stored={data} />
      ) : error ? (
        <FailedState error={error} retry={() => void refetch()} />
      ) : (
        <div className={classes.form} aria-busy>
          {[1, 2, 3, 4].map((line) => (
            <Skeleton key={line} height={46} />
          ))}
        </div>
      )}
    </PageFrame>
  );
}
