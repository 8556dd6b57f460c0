'use client';

import { Button, Menu } from '@mantine/core';
import Link from 'next/link';
import { look, viewParams } from '#core/pivot/view.ts';
import type { MapVersion } from '#core/rule-map/version.ts';
import { useSources } from '../api/lists.ts';
import { useFormat } from '../ui/format.ts';
import table from '../ui/list-table.module.css';
import { When } from '../ui/when.tsx';
import classes from './rule-maps.module.css';

/** The versions of a map, newest first; one is chosen, and each can be pivoted with. */
export function MapVersions(props: {
  versions: readonly MapVersion[];
  shown: MapVersion;
  choose: (version: number) => void;
}) {
  const { versions, shown, choose } = props;
  const format = useFormat();
  const sources = (useSources().data ?? []).map(({ name }) => name);
  return (
    <section className={classes.versions} aria-label="Versions">
      <table className={table.list}>
        <thead>
          <tr>
            <th scope="col">Version</th>
            <th scope="col">Published</th>
            <th scope="col" className="number">
              Rows
            </th>
            <th scope="col" className={classes.wide}>
              Key
            </th>
            <th scope="col" className={classes.wide}>
              Columns
            </th>
            <th scope="col">
              <span className={classes.unseen}>Actions</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {versions.map((one) => (
            <tr key={one.version} data-chosen={one.version === shown.version || undefined}>
              <th scope="row">
                <button
                  type="button"
                  className={classes.choose}
                  aria-pressed={one.version === shown.version}
                  onClick={() => choose(one.version)}
                >
                  Version {one.version}
                </button>
                {one === versions[0] ? <span className="quiet"> in use</span> : null}
              </th>
              <td>
                <When at={one.published} />
              </td>
              <td className="number">{format.count(one.rows)}</td>
              <td className={classes.wide}>{one.key}</td>
              <td className={`${classes.wide} ${classes.columns}`} title={one.columns.join(', ')}>
                {one.columns.join(', ') || '–'}
              </td>
              <td className={classes.actions}>
                <PivotLink map={one} sources={sources} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** Leads to the pivot of the last day under a version; asks which source when there are several. */
function PivotLink({ map, sources }: { map: MapVersion; sources: readonly string[] }) {
  const [first] = sources;
  if (first === undefined) return null;
  if (sources.length === 1) {
    return (
      <Button component={Link} href={pivotHref(map, first)} variant="default" size="compact-xs">
        Pivot
      </Button>
    );
  }
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button variant="default" size="compact-xs">
          Pivot …
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>Source</Menu.Label>
        {sources.map((source) => (
          <Menu.Item key={source} component={Link} href={pivotHref(map, source)}>
            {source}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

function pivotHref({ name, version, columns }: MapVersion, source: string): string {
  const [column] = columns;
  const params = viewParams({
    source,
    range: { last: '24h' },
    zone: 'UTC',
    map: `${name}@${version}`,
    spec: {
      rows: [{ field: column === undefined ? 'match' : `map.${column}` }],
      columns: [],
      values: ['count', 'requests'],
      filters: [],
    },
    look: look.parse({}),
  });
  return `/pivot?${params}`;
}
