'use client';

import { ActionIcon, Button, Popover, Select, TextInput } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useState } from 'react';
import { columns } from '#core/event.ts';
import { type Filter, filterOperators } from '#core/pivot/spec.ts';
import { type AskedRange, parseRangeText, rangeText } from '#core/range.ts';
import type { MapVersion } from '#core/rule-map/version.ts';
import type { SourceView } from '#core/source.ts';
import { ask } from '../api/ask.ts';
import { sentenceOf } from '../ui/states.tsx';
import classes from './question-bar.module.css';
import { fieldLabel, filterWords, operatorLabel } from './words.ts';

export type Question = {
  source: string;
  range: AskedRange;
  zone: string;
  map: string | null;
  filters: Filter[];
};

/** The question in words, each part a control. `children` stand at its end. */
export function QuestionBar(props: {
  question: Question;
  onChange: (question: Question) => void;
  children?: ReactNode;
}) {
  const { question, onChange, children } = props;
  const sources = useQuery({
    queryKey: ['sources'],
    queryFn: ({ signal }) => ask<{ sources: SourceView[] }>('/sources', { signal }),
  }).data?.sources;
  const maps = useQuery({
    queryKey: ['maps'],
    queryFn: ({ signal }) => ask<{ maps: MapVersion[] }>('/maps', { signal }),
  }).data?.maps;
  const named = (known: string[] | undefined, own: string | null) => [
    ...new Set([...(own === null || own === '' ? [] : [own]), ...(known ?? [])]),
  ];
  const change = (part: Partial<Question>) => onChange({ ...question, ...part });
  return (
    <div className={classes.bar}>
      <Select
        aria-label="Source"
        className={classes.source}
        data={named(
          sources?.map(({ name }) => name),
          question.source,
        )}
        value={question.source || null}
        allowDeselect={false}
        onChange={(source) => source && change({ source })}
      />
      <RangeInput key={rangeText(question.range)} range={question.range} onChange={(range) => change({ range })} />
      <Select
        aria-label="Rule map"
        className={classes.source}
        placeholder="no rule map"
        clearable
        data={named(
          maps?.map(({ name, version }) => `${name}@${version}`),
          question.map,
        )}
        value={question.map}
        onChange={(map) => change({ map })}
      />
      {question.filters.map((filter, index) => (
        <span key={JSON.stringify(filter)} className={classes.pill} title={filterWords(filter)}>
          <bdi>{filterWords(filter)}</bdi>
          <ActionIcon
            size={18}
            aria-label={`Remove: ${filterWords(filter)}`}
            onClick={() => change({ filters: question.filters.filter((_one, at) => at !== index) })}
          >
            <IconX size={12} />
          </ActionIcon>
        </span>
      ))}
      <AddFilter onAdd={(filter) => change({ filters: withFilter(question.filters, filter) })} />
      {children}
    </div>
  );
}

/** Filters with one more; one that is there already is not added again. */
export function withFilter(filters: readonly Filter[], filter: Filter): Filter[] {
  const text = JSON.stringify(filter);
  return filters.some((one) => JSON.stringify(one) === text) ? [...filters] : [...filters, filter];
}

function RangeInput({ range, onChange }: { range: AskedRange; onChange: (range: AskedRange) => void }) {
  const [text, setText] = useState(rangeText(range));
  const [error, setError] = useState<string | null>(null);
  const take = () => {
    try {
      const parsed = parseRangeText(text.trim());
      setError(null);
      if (rangeText(parsed) !== rangeText(range)) onChange(parsed);
    } catch (trouble) {
      setError(sentenceOf(trouble));
    }
  };
  return (
    <TextInput
      aria-label="Range"
      className={classes.range}
      value={text}
      error={error}
      onChange={(event) => setText(event.currentTarget.value)}
      onBlur={take}
      onKeyDown={(event) => event.key === 'Enter' && take()}
    />
  );
}

function AddFilter({ onAdd }: { onAdd: (filter: Filter) => void }) {
  const [open, setOpen] = useState(false);
  const [field, setField] = useState('Action');
  const [op, setOp] = useState<Filter['op']>('is');
  const [value, setValue] = useState('');
  const without = op === 'missing' || op === 'present';
  const add = (event: FormEvent) => {
    event.preventDefault();
    onAdd({ field, op, values: without ? [] : [value] });
    setValue('');
    setOpen(false);
  };
  return (
    <Popover opened={open} onChange={setOpen} trapFocus returnFocus position="bottom-start">
      <Popover.Target>
        <Button variant="subtle" leftSection={<IconPlus size={14} aria-hidden />} onClick={() => setOpen(!open)}>
          filter
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <form className={classes.form} onSubmit={add}>
          <Select
            aria-label="Field"
            searchable
            allowDeselect={false}
            comboboxProps={{ withinPortal: false }}
            data={columns.map(({ name }) => ({ value: name, label: fieldLabel(name) }))}
            value={field}
            onChange={(next) => next && setField(next)}
          />
          <Select
            aria-label="Operator"
            allowDeselect={false}
            comboboxProps={{ withinPortal: false }}
            data={filterOperators.map((one) => ({ value: one, label: operatorLabel(one) }))}
            value={op}
            onChange={(next) => next && setOp(next as Filter['op'])}
          />
          {without ? null : (
            <TextInput
              data-autofocus
              aria-label="Value"
              value={value}
              onChange={(event) => setValue(event.currentTarget.value)}
            />
          )}
          <Button type="submit">Add</Button>
        </form>
      </Popover.Dropdown>
    </Popover>
  );
}
