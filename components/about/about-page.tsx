'use client';

import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import type { About, Version } from '#core/about.ts';
import { ask } from '../api/ask.ts';
import { PageFrame } from '../shell/page-frame.tsx';
import { useFormat } from '../ui/format.ts';
import { FailedState } from '../ui/states.tsx';
import { When } from '../ui/when.tsx';
import classes from './about.module.css';

/** What Weir is made of, and under which licences. */
export function AboutPage() {
  const { data, error, refetch } = useQuery({
    queryKey: ['about'],
    queryFn: ({ signal }) => ask<About>('/about', { signal }),
  });
  return (
    <PageFrame title="About Weir">
      <div className={classes.page}>
        <section>
          <h2>Versions</h2>
          {error ? <FailedState error={error} retry={() => void refetch()} /> : <Versions about={data} />}
        </section>
        <section>
          <h2>Licences</h2>
          <p>
            Weir is free software under the Apache License 2.0 (Apache-2.0); the file <code>LICENSE</code> holds its
            text. The typeface is Inter by the Inter Project Authors, under the SIL Open Font License 1.1 (OFL-1.1); it
            comes with Weir and is fetched from nowhere.
          </p>
        </section>
        <section>
          <h2>More to read</h2>
          <p>
            <Link href="/help">Help</Link> explains the words and the keys. <code>docs/api.md</code> lists the HTTP API,{' '}
            <code>docs/architecture.md</code> says how Weir is built.
          </p>
        </section>
      </div>
    </PageFrame>
  );
}

function Versions({ about }: { about: About | undefined }) {
  const format = useFormat();
  const rows: [string, React.ReactNode][] = [
    ['Weir', about?.weir],
    ['Pivot engine', about?.engine],
    ['Schema of the store', about?.schema],
    ['DuckDB', about && <Part of={about.duckdb} />],
    ['Redis', about && <Part of={about.redis} />],
    ['Node.js', about?.node],
    ['Next.js', about?.next],
    [
      'Web process runs since',
      about && (
        <>
          <When at={about.started} /> ({format.duration(about.uptime * 1000)})
        </>
      ),
    ],
  ];
  return (
    <table className={classes.versions} aria-busy={about === undefined}>
      <tbody>
        {rows.map(([name, value]) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td>{value ?? <Skeleton height={12} width={64} />}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Part({ of }: { of: Version }) {
  return 'version' in of ? of.version : <span className={classes.away}>not known: {of.away}</span>;
}
