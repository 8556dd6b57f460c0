'use client';

import { NumberInput, SegmentedControl, Select, Switch } from '@mantine/core';
import { useState } from 'react';
import { parseField } from '#core/pivot/question.ts';
import { type BucketSize, bucketSizes, type Dimension } from '#core/pivot/spec.ts';
import { bucketField } from '#core/pivot/zones.ts';
import { zoneChoices } from '../settings/zones.ts';
import type { ChipProps } from './chip-props.ts';
import { measureLabel } from './measure-label.ts';
import classes from './shelves.module.css';

const bucketWords: Record<BucketSize, string> = {
  '1m': '1 minute',
  '5m': '5 minutes',
  '15m': '15 minutes',
  '1h': '1 hour',
  '6h': '6 hours',
  '1d': '1 day',
  '1w': '1 week, from Monday',
};

/** The options of a level: bucket, top N, order, subtotals. */
export function DimensionOptions({ view, map, shelf, index, text, onChange }: ChipProps) {
  const axis = shelf as 'rows' | 'columns';
  const dimension = view.spec[axis][index] ?? { field: text };
  const set = (change: Partial<Dimension>) => {
    const next = Object.fromEntries(
      Object.entries({ ...dimension, ...change }).filter(([, value]) => value !== undefined),
    ) as Dimension;
    const list = view.spec[axis].map((one, at) => (at === index ? next : one));
    onChange({ ...view, spec: { ...view.spec, [axis]: list } });
  };
  const field = (() => {
    try {
      return parseField(text, map, 'field');
    } catch {
      return null;
    }
  })();
  const measures = view.spec.values.map((one) => ({ value: one, label: measureLabel(one, map) }));
  const plainName = `${axis}:${text}`;
  const isPlain = view.look.plain.includes(plainName);
  const inner = index < view.spec[axis].length - 1;
  return (
    <div className={classes.options}>
      {field?.kind === 'bucket' ? (
        <>
          <Select
            label="Buckets"
            data={bucketSizes.map((size) => ({ value: size, label: bucketWords[size] }))}
            value={field.size}
            allowDeselect={false}
            comboboxProps={{ withinPortal: false }}
            onChange={(size) => set({ field: bucketField((size ?? field.size) as BucketSize, field.zone) })}
          />
          <Select
            label="Time zone"
            searchable
            data={zoneChoices(field.zone)}
            value={field.zone}
            allowDeselect={false}
            comboboxProps={{ withinPortal: false }}
            maxDropdownHeight={200}
            onChange={(zone) => zone && set({ field: bucketField(field.size, zone) })}
          />
        </>
      ) : (
        <TopInput dimension={dimension} measures={measures} onChange={set} />
      )}
      <Select
        label="Order by"
        data={[{ value: '', label: 'the usual order' }, { value: 'label', label: 'name' }, ...measures]}
        value={dimension.sort?.by ?? ''}
        allowDeselect={false}
        comboboxProps={{ withinPortal: false }}
        onChange={(by) =>
          set({
            sort: by ? { by, direction: by === 'label' ? 'ascending' : 'descending' } : undefined,
          } as Partial<Dimension>)
        }
      />
      {dimension.sort ? (
        <SegmentedControl
          aria-label="Direction"
          data={[
            { value: 'ascending', label: dimension.sort.by === 'label' ? 'A to Z' : 'smallest first' },
            { value: 'descending', label: dimension.sort.by === 'label' ? 'Z to A' : 'largest first' },
          ]}
          value={dimension.sort.direction}
          onChange={(direction) =>
            dimension.sort && set({ sort: { ...dimension.sort, direction: direction as 'ascending' | 'descending' } })
          }
        />
      ) : null}
      {inner ? (
        <Switch
          label="Subtotals"
          checked={!isPlain}
          onChange={(event) => {
            const plain = view.look.plain.filter((one) => one !== plainName);
            onChange({
              ...view,
              look: { ...view.look, plain: event.currentTarget.checked ? plain : [...plain, plainName] },
            });
          }}
        />
      ) : null}
    </div>
  );
}

function TopInput(props: {
  dimension: Dimension;
  measures: { value: string; label: string }[];
  onChange: (change: Partial<Dimension>) => void;
}) {
  const { dimension, measures, onChange } = props;
  const [text, setText] = useState<string | number>(dimension.top?.n ?? '');
  const by = dimension.top?.by ?? measures[0]?.value ?? 'count';
  const apply = (n: string | number, measure: string) => {
    const whole = Math.floor(Number(n));
    onChange({
      top: n === '' || !(whole >= 1) ? undefined : { n: Math.min(10_000, whole), by: measure },
    } as Partial<Dimension>);
  };
  return (
    <div style={{ display: 'grid', gridTemplateColumns: '84px 1fr', gap: 6 }}>
      <NumberInput
        label="Keep top"
        placeholder="all"
        min={1}
        max={10_000}
        allowDecimal={false}
        value={text}
        onChange={setText}
        onBlur={() => apply(text, by)}
        onKeyDown={(event) => event.key === 'Enter' && apply(text, by)}
      />
      <Select
        label="by"
        data={measures.some(({ value }) => value === by) ? measures : [...measures, { value: by, label: by }]}
        value={by}
        disabled={text === ''}
        allowDeselect={false}
        comboboxProps={{ withinPortal: false }}
        onChange={(measure) => measure && apply(text, measure)}
      />
    </div>
  );
}
