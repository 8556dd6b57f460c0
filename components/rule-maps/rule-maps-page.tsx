'use client';

import { Skeleton } from '@mantine/core';
import Link from 'next/link';
import type { MapVersion } from '#core/rule-map/version.ts';
import { useMaps } from '../api/lists.ts';
import { PageFrame } from '../shell/page-frame.tsx';
import { useFormat } from '../ui/format.ts';
import table from '../ui/list-table.module.css';
import { EmptyState, FailedState } from '../ui/states.tsx';
import { When } from '../ui/when.tsx';
import { mapHref } from './map-path.ts';
import { MapUpload } from './map-upload.tsx';
import classes from './rule-maps.module.css';

/** All rule maps, and the place where a file becomes one. `uploadLimit`: the largest file, in bytes. */
export function RuleMapsPage({ uploadLimit }: { uploadLimit: number }) {
  const { data, error, refetch } = useMaps();
  return (
    <PageFrame title="Rule maps">
      <MapUpload maps={data ?? []} limit={uploadLimit} />
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
        <EmptyState title="No rule map yet">
          A rule map says what the rule ids in events mean: a CSV with an id, and a name, a group, a severity or
          whatever else you want to group events by.
        </EmptyState>
      ) : (
        <MapTable maps={data} />
      )}
    </PageFrame>
  );
}

function MapTable({ maps }: { maps: readonly MapVersion[] }) {
  const format = useFormat();
  return (
    <table className={table.list}>
      <thead>
        <tr>
          <th scope="col">Name</th>
          <th scope="col" className="number">
            Version
          </th>
          <th scope="col" className="number">
            Rows
          </th>
          <th scope="col" className={classes.wide}>
            Key
          </th>
          <th scope="col" className={classes.wide}>
            Columns
          </th>
          <th scope="col">Published</th>
        </tr>
      </thead>
      <tbody>
        {maps.map(({ mapId, name, version, rows, key, columns, published }) => (
          <tr key={mapId}>
            <th scope="row">
              <Link href={mapHref(name)}>{name}</Link>
            </th>
            <td className="number">{version}</td>
            <td className="number">{format.count(rows)}</td>
            <td className={classes.wide}>{key}</td>
            <td className={`${classes.wide} ${classes.columns}`} title={columns.join(', ')}>
              {columns.join(', ') || '–'}
            </td>
            <td>
              <When at={published} relative />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
