'use client';

import { Select } from '@mantine/core';
import { useFormat } from '../ui/format.ts';
import { sentenceOf } from '../ui/states.tsx';
import { useMapChoices, useSourceChoices, useVersionChoices } from './choices.ts';
import type { ChangeDraft, Draft } from './draft.ts';
import classes from './runs.module.css';

type Props = { draft: Draft; change: ChangeDraft; error: string | undefined };

/** Where to pull from. */
export function SourceField({ draft, change, error }: Props) {
  const { data = [] } = useSourceChoices();
  const known = data.find(({ id, name }) => id === draft.source || name === draft.source);
  return (
    <Select
      label="Source"
      placeholder="Choose a source"
      data={data.map(({ name, place }) => ({
        value: name,
        label: `${name} (${place.kind === 'ndjson' ? place.path : place.index})`,
      }))}
      value={known?.name ?? null}
      onChange={(source) => source !== null && change({ source })}
      error={known || draft.source === '' ? error : `There is no source "${draft.source}" any more.`}
      searchable
      allowDeselect={false}
    />
  );
}

/** The rule map of the run's pivot, and which version of it. */
export function MapFields({ draft, change, error }: Props) {
  const format = useFormat();
  const maps = useMapChoices();
  const [name = null, version] = draft.map?.split('@') ?? [];
  const versions = useVersionChoices(name);
  const newest = versions.data?.[0];
  return (
    <div className={classes.pair}>
      <Select
        label="Rule map"
        placeholder="None"
        data={(maps.data ?? []).map((map) => map.name)}
        value={name}
        onChange={(map) => change({ map })}
        error={error ?? (maps.error ? sentenceOf(maps.error) : undefined)}
        searchable
        clearable
        clearButtonProps={{ 'aria-label': 'No rule map' }}
        description="Explains rule ids in the run's pivot"
      />
      {name === null ? null : (
        <Select
          label="Version"
          data={[
            { value: '', label: newest ? `Newest (v${newest.version})` : 'Newest' },
            ...(versions.data ?? []).map((one) => ({
              value: String(one.version),
              label: `v${one.version}, ${format.count(one.rows)} rows`,
            })),
          ]}
          value={version ?? ''}
          onChange={(value) => change({ map: value ? `${name}@${value}` : name })}
          allowDeselect={false}
          description="A run keeps the version that it began with"
        />
      )}
    </div>
  );
}

const sizes = [
  { value: '', label: 'Automatic (about 250,000 events)' },
  { value: '1', label: '1 min' },
  { value: '5', label: '5 min' },
  { value: '15', label: '15 min' },
  { value: '60', label: '1 h' },
  { value: '360', label: '6 h' },
  { value: '1440', label: '1 day' },
];

/** How much time a batch pulls; `files`: the source is a folder, which is pulled by files. */
export function BatchSizeField({ draft, change, error, files }: Props & { files: boolean }) {
  const data = sizes.some(({ value }) => value === draft.minutes)
    ? sizes
    : [...sizes, { value: draft.minutes, label: `${draft.minutes} min` }];
  return (
    <Select
      label="Batch size"
      data={data}
      value={files ? '' : draft.minutes}
      onChange={(minutes) => change({ minutes: minutes ?? '' })}
      error={error}
      allowDeselect={false}
      disabled={files}
      description={
        files
          ? 'A folder is pulled by files: a .gz as a whole, others in parts of 256 MB'
          : 'Small batches lose less when one fails; large ones make fewer files'
      }
      maw={304}
    />
  );
}
