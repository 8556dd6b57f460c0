'use client';

import { Button, Modal, Skeleton } from '@mantine/core';
import { IconDownload, IconUpload } from '@tabler/icons-react';
import Link from 'next/link';
import { usePathname, useRouter, useSearchParams } from 'next/navigation';
import { useState } from 'react';
import type { MapVersion } from '#core/rule-map/version.ts';
import { apiRoot } from '../api/ask.ts';
import { useMapVersions } from '../api/lists.ts';
import { PageFrame } from '../shell/page-frame.tsx';
import { FailedState } from '../ui/states.tsx';
import { mapPath } from './map-path.ts';
import { MapRowsPanel } from './map-rows.tsx';
import { MapUpload } from './map-upload.tsx';
import { MapVersions } from './map-versions.tsx';
import classes from './rule-maps.module.css';

/** A rule map: its versions, and the rows of one of them. The address holds version and search. */
export function MapPage({ map, uploadLimit }: { map: string; uploadLimit: number }) {
  const { data: versions, error, refetch } = useMapVersions(map);
  const params = useSearchParams();
  const router = useRouter();
  const path = usePathname();
  const [uploading, setUploading] = useState(false);
  const asked = Number(params.get('version') ?? Number.NaN);
  const shown: MapVersion | undefined = versions?.find(({ version }) => version === asked) ?? versions?.[0];
  const change = (part: { version?: number; search?: string }) => {
    const next = new URLSearchParams(params);
    if (part.version !== undefined) next.set('version', String(part.version));
    if (part.search !== undefined) next.set('search', part.search);
    if (part.search === '') next.delete('search');
    router.replace(next.size === 0 ? path : `${path}?${next}`, { scroll: false });
  };
  const actions = shown ? (
    <>
      <Button
        variant="default"
        component="a"
        href={`${apiRoot}${mapPath(map)}/file?version=${shown.version}`}
        download
        aria-label="Download as CSV"
        px={10}
      >
        <IconDownload size={14} aria-hidden />
        <span className={classes.word}>CSV</span>
      </Button>
      <Button onClick={() => setUploading(true)} aria-label="New version" px={10}>
        <IconUpload size={14} aria-hidden />
        <span className={classes.word}>New version</span>
      </Button>
    </>
  ) : null;
  return (
    <PageFrame title={`Rule map ${map}`} actions={actions} full>
      {shown && versions ? (
        <div className={classes.map}>
          <MapVersions versions={versions} shown={shown} choose={(version) => change({ version })} />
          <MapRowsPanel
            key={shown.version}
            map={shown}
            search={params.get('search') ?? ''}
            changeSearch={(search) => change({ search })}
          />
        </div>
      ) : error ? (
        <FailedState
          error={error}
          retry={() => void refetch()}
          action={
            <Button component={Link} href="/rule-maps" variant="default">
              All rule maps
            </Button>
          }
        />
      ) : (
        <div aria-busy className={classes.waiting}>
          {[1, 2, 3, 4, 5].map((line) => (
            <Skeleton key={line} height={24} />
          ))}
        </div>
      )}
      <Modal
        opened={uploading}
        onClose={() => setUploading(false)}
        title={`New version of ${map}`}
        size={900}
        lockScroll={false}
        closeButtonProps={{ 'aria-label': 'Close' }}
      >
        <MapUpload
          maps={versions?.slice(0, 1) ?? []}
          limit={uploadLimit}
          only={map}
          done={(version) => {
            setUploading(false);
            change({ version: version.version });
          }}
        />
      </Modal>
    </PageFrame>
  );
}
