'use client';

import { Button, SegmentedControl } from '@mantine/core';
import { useId } from 'react';
import type { ExportWhat } from '#core/api.ts';
import type { ExportFormat, TableLayout } from '#core/export/export.ts';
import { Note, sentenceOf } from '../ui/states.tsx';
import classes from './export.module.css';

const formats: { value: ExportFormat; label: string; good: string }[] = [
  { value: 'xlsx', label: 'XLSX', good: 'For Excel and other spreadsheets. Texts stay texts, never formulas.' },
  {
    value: 'csv',
    label: 'CSV',
    good: 'For nearly every program. Texts that look like a formula get an apostrophe before them.',
  },
  { value: 'json', label: 'JSON', good: 'For scripts: one array, an object a line, every value unchanged.' },
  {
    value: 'parquet',
    label: 'Parquet',
    good: 'For DuckDB, pandas and Polars: typed, small, every value unchanged.',
  },
];

const layouts: { value: TableLayout; label: string; good: string }[] = [
  {
    value: 'table',
    label: 'As shown',
    good: 'Every row and column, folded ones too, with subtotals and totals.',
  },
  { value: 'tidy', label: 'Tidy', good: 'A line for each innermost cell, without totals: what other programs like.' },
];

type Props = {
  what: ExportWhat;
  format: ExportFormat;
  layout: TableLayout;
  refusal: unknown;
  asking: boolean;
  onFormat: (format: ExportFormat) => void;
  onLayout: (layout: TableLayout) => void;
  onExport: () => void;
};

/** The form of an export, and what will be in it. */
export function ExportChoice({ what, format, layout, refusal, asking, onFormat, onLayout, onExport }: Props) {
  return (
    <form
      className={classes.dialog}
      onSubmit={(event) => {
        event.preventDefault();
        onExport();
      }}
    >
      <Choice name="Format" options={formats} value={format} onChange={onFormat} />
      {what.kind === 'table' ? (
        <Choice name="Layout" options={layouts} value={layout} onChange={onLayout} />
      ) : (
        <div>
          <div className={classes.name}>What is in it</div>
          <p className={classes.good}>{contentsOf(what)}</p>
        </div>
      )}
      {refusal ? <Note tone="failed">{sentenceOf(refusal)}</Note> : null}
      <div className={classes.actions}>
        <Button type="submit" loading={asking} data-autofocus>
          {refusal ? 'Try again' : 'Export'}
        </Button>
      </div>
    </form>
  );
}

function contentsOf(what: Exclude<ExportWhat, { kind: 'table' }>): string {
  const which =
    what.kind === 'cell-events'
      ? 'All events that the cell counted'
      : 'All stored events of the range that satisfy the filters';
  return `${which}, oldest first, with every column; under a rule map also their match state and the map's columns. Times are UTC.`;
}

function Choice<Value extends string>(props: {
  name: string;
  options: { value: Value; label: string; good: string }[];
  value: Value;
  onChange: (value: Value) => void;
}) {
  const { name, options, value, onChange } = props;
  const id = useId();
  return (
    <div>
      <div className={classes.name} id={id}>
        {name}
      </div>
      <SegmentedControl
        fullWidth
        aria-labelledby={id}
        data={options.map(({ value: one, label }) => ({ value: one, label }))}
        value={value}
        onChange={(chosen) => onChange(chosen as Value)}
      />
      <p className={classes.good} aria-live="polite">
        {options.find((one) => one.value === value)?.good}
      </p>
    </div>
  );
}
