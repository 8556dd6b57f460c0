'use client';

import { ActionIcon, Button } from '@mantine/core';
import { IconPencil, IconTrash } from '@tabler/icons-react';
import Link from 'next/link';
import type { Place, SourceView } from '#core/source.ts';
import table from '../ui/list-table.module.css';
import { When } from '../ui/when.tsx';
import classes from './sources.module.css';
import { sourceHref } from './use-sources.ts';

const kinds = { elasticsearch: 'Elasticsearch', ndjson: 'NDJSON files' } as const;

export function SourceTable(props: {
  sources: readonly SourceView[];
  test: (source: SourceView) => void;
  remove: (source: SourceView) => void;
}) {
  return (
    <table className={table.list}>
      <thead>
        <tr>
          <th scope="col">Name</th>
          <th scope="col" className={classes.wide}>
            Kind
          </th>
          <th scope="col">Place</th>
          <th scope="col" className={classes.wide}>
            Preset
          </th>
          <th scope="col" className={classes.wide}>
            Credentials
          </th>
          <th scope="col" className={classes.wide}>
            Created
          </th>
          <th scope="col">
            <span className={classes.unseen}>Actions</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {props.sources.map((source) => (
          <tr key={source.id}>
            <th scope="row">
              <Link href={sourceHref(source)}>{source.name}</Link>
            </th>
            <td className={classes.wide}>{kinds[source.place.kind]}</td>
            <td className={classes.place} title={placeText(source.place)}>
              <bdi className="mono">{placeText(source.place)}</bdi>
            </td>
            <td className={classes.wide}>{source.place.preset}</td>
            <td className={classes.wide}>
              {source.place.kind === 'ndjson' ? '–' : source.hasCredentials ? 'stored' : 'none'}
            </td>
            <td className={classes.wide}>
              <When at={source.created} relative />
            </td>
            <td className={classes.actions}>
              <Button variant="default" size="compact-xs" onClick={() => props.test(source)}>
                Test
              </Button>
              <ActionIcon component={Link} href={sourceHref(source)} aria-label={`Edit ${source.name}`} title="Edit">
                <IconPencil size={16} aria-hidden />
              </ActionIcon>
              <ActionIcon onClick={() => props.remove(source)} aria-label={`Delete ${source.name}`} title="Delete">
                <IconTrash size={16} aria-hidden />
              </ActionIcon>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function placeText(place: Place): string {
  return place.kind === 'ndjson' ? place.path : `${new URL(place.url).host} ${place.index}`;
}
