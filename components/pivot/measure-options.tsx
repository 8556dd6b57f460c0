'use client';

import { Select } from '@mantine/core';
import { shareWords } from '#core/pivot/share.ts';
import { type Share, shares } from '#core/pivot/view.ts';
import { fieldsOf } from '../question/fields.ts';
import type { ChipProps } from './chip.tsx';
import classes from './shelves.module.css';

const plainMeasures = [
  { value: 'count', label: 'events' },
  { value: 'requests', label: 'requests' },
  { value: 'min:Datetime', label: 'first seen' },
  { value: 'max:Datetime', label: 'last seen' },
];

/** The options of a value: what is measured, of which field, and what it is shown as a share of. */
export function MeasureOptions({ view, map, index, text, onChange }: ChipProps) {
  const plain = plainMeasures.some(({ value }) => value === text);
  const [, kind = '', field = ''] = plain ? [] : (/^(\w+):(.+)$/s.exec(text) ?? []);
  const fields = fieldsOf(map);
  const share = view.look.shares[text] ?? 'none';
  const set = (next: string) => {
    if (view.spec.values.includes(next)) return;
    const { [text]: kept, ...others } = view.look.shares;
    const rename = <T extends { by: string }>(one: T | undefined): T | undefined =>
      one?.by === text ? { ...one, by: next } : one;
    const level = (one: (typeof view.spec.rows)[number]) => ({
      ...one,
      ...(one.top ? { top: rename(one.top) as typeof one.top } : {}),
      ...(one.sort ? { sort: rename(one.sort) as typeof one.sort } : {}),
    });
    onChange({
      ...view,
      spec: {
        ...view.spec,
        rows: view.spec.rows.map(level),
        columns: view.spec.columns.map(level),
        values: view.spec.values.map((one, at) => (at === index ? next : one)),
      },
      look: { ...view.look, shares: kept ? { ...others, [next]: kept } : others },
    });
  };
  const numbers = fields.filter((one) => one.kind === 'integer');
  const choices = kind === 'distinct' || kind === '' ? fields.filter(({ text: one }) => one !== 'Datetime') : numbers;
  return (
    <div className={classes.options}>
      <Select
        label="Measure"
        data={[
          ...plainMeasures,
          { value: 'distinct', label: 'distinct values of …' },
          { value: 'sum', label: 'sum of …' },
          { value: 'avg', label: 'average of …' },
          { value: 'min', label: 'smallest of …' },
          { value: 'max', label: 'largest of …' },
        ]}
        value={plain ? text : kind}
        allowDeselect={false}
        comboboxProps={{ withinPortal: false }}
        maxDropdownHeight={260}
        onChange={(next) => {
          if (!next || plainMeasures.some(({ value }) => value === next)) return next ? set(next) : undefined;
          const known = fields.find((one) => one.text === field);
          const suits = known && (next === 'distinct' || known.kind === 'integer');
          set(`${next}:${suits ? field : next === 'distinct' ? 'ClientIP' : 'EdgeResponseStatus'}`);
        }}
      />
      {plain ? null : (
        <Select
          label="Field"
          searchable
          data={choices.map(({ text: value, label }) => ({ value, label }))}
          value={field}
          allowDeselect={false}
          comboboxProps={{ withinPortal: false }}
          maxDropdownHeight={220}
          onChange={(next) => next && set(`${kind}:${next}`)}
        />
      )}
      {/Datetime$/.test(text) ? null : (
        <Select
          label="Show as"
          data={shares.map((one) => ({ value: one, label: shareWords[one] }))}
          value={share}
          allowDeselect={false}
          comboboxProps={{ withinPortal: false }}
          onChange={(next) => {
            const { [text]: _old, ...others } = view.look.shares;
            const kept = next === null || next === 'none' ? others : { ...others, [text]: next as Share };
            onChange({ ...view, look: { ...view.look, shares: kept } });
          }}
        />
      )}
    </div>
  );
}
