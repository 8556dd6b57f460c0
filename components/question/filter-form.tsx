'use client';

import { Button, type ComboboxItem, type ComboboxParsedItem, Select, TextInput } from '@mantine/core';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { isWeirError } from '#core/errors.ts';
import { operatorWords } from '#core/pivot/narrow.ts';
import { checkFilters } from '#core/pivot/question.ts';
import type { Filter } from '#core/pivot/spec.ts';
import type { MapVersion } from '#core/rule-map/version.ts';
import { useFormat } from '../ui/format.ts';
import { areaLabels, areas, fieldsOf } from './fields.ts';
import classes from './question.module.css';
import type { Question } from './question.ts';
import { useTopValues } from './top-values.ts';

export type FilterFormProps = {
  map: MapVersion | null | undefined;
  question: Question;
  filter: Filter | null;
  onSave: (filter: Filter) => void;
  onClose: () => void;
};

/** The list below a field would cover its error. */
const errorAbove: ('label' | 'error' | 'input')[] = ['label', 'error', 'input'];

/** The parts of a filter, each of which may be wrong. */
const parts = ['field', 'op', 'values'] as const;
type Part = (typeof parts)[number];

const operators = Object.entries(operatorWords).map(([value, label]) => ({ value, label }));

/** A field, a condition, and values, which can be chosen among those of the range. */
export function FilterForm({ map, question, filter, onSave, onClose }: FilterFormProps) {
  const first = useRef<HTMLInputElement>(null);
  const value = useRef<HTMLInputElement>(null);
  const condition = useRef<HTMLInputElement>(null);
  useEffect(() => first.current?.focus(), []);
  const [field, setField] = useState(filter?.field ?? '');
  const [op, setOp] = useState<Filter['op']>(filter?.op ?? 'is');
  const [values, setValues] = useState<string[]>(filter?.values ?? []);
  const [text, setText] = useState('');
  const [trouble, setTrouble] = useState<{ part: Part; message: string } | null>(null);
  const troubleAt = (part: Part) => (trouble?.part === part ? trouble.message : undefined);
  const listed = op === 'is' || op === 'is-not';
  const without = op === 'missing' || op === 'present';
  const fields = fieldsOf(map);
  const groups = areas
    .map((area) => ({
      group: areaLabels[area],
      items: fields.filter((one) => one.area === area).map(({ text: value, label }) => ({ value, label })),
    }))
    .filter(({ items }) => items.length > 0);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const typed = text === '' ? [] : [text];
    // What was typed to search is a value only where none was chosen; other conditions have one value.
    const chosenOrTyped = values.length > 0 ? values : typed;
    const all = without ? [] : listed ? chosenOrTyped : typed.length > 0 ? typed : values.slice(0, 1);
    const made: Filter = { field, op, values: all };
    if (field === '') {
      setTrouble({ part: 'field', message: 'Choose a field.' });
      first.current?.focus();
      return;
    }
    try {
      checkFilters([made], map ?? null);
      onSave(made);
      onClose();
    } catch (error) {
      if (!isWeirError(error)) throw error;
      const part = parts.find((name) => error.field?.endsWith(`.${name}`)) ?? 'values';
      setTrouble({ part, message: error.message });
    }
  };
  return (
    <form className={classes.editor} onSubmit={submit}>
      <Select
        label="Field"
        searchable
        selectFirstOptionOnChange
        allowDeselect={false}
        filter={nearestFirst}
        nothingFoundMessage="No field is called so."
        ref={first}
        error={troubleAt('field')}
        inputWrapperOrder={errorAbove}
        data={groups}
        value={field || null}
        comboboxProps={{ withinPortal: false }}
        maxDropdownHeight={240}
        onOptionSubmit={() => (value.current ?? condition.current)?.focus()}
        onChange={(chosen) => {
          setField(chosen ?? '');
          setValues([]);
          setTrouble(null);
        }}
      />
      <Select
        label="Condition"
        ref={condition}
        data={operators}
        value={op}
        error={troubleAt('op')}
        allowDeselect={false}
        comboboxProps={{ withinPortal: false }}
        onChange={(chosen) => {
          setOp((chosen ?? 'is') as Filter['op']);
          setTrouble(null);
        }}
      />
      {without ? null : (
        <TextInput
          ref={value}
          label={listed ? 'Value, or search' : 'Value'}
          value={text}
          placeholder={listed ? undefined : values[0]}
          onChange={(event) => setText(event.currentTarget.value)}
          error={troubleAt('values')}
        />
      )}
      {listed && field !== '' ? (
        <ValueChoice question={question} field={field} search={text} chosen={values} onChoose={setValues} />
      ) : null}
      <div className={classes.actions}>
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <Button type="submit">{filter ? 'Change' : 'Add'}</Button>
      </div>
    </form>
  );
}

/** Options whose label contains what was typed: those that begin with it come first, and with them their group. */
function nearestFirst({ options, search }: { options: ComboboxParsedItem[]; search: string }): ComboboxParsedItem[] {
  const wanted = search.trim().toLowerCase();
  if (wanted === '') return options;
  const rank = ({ label }: ComboboxItem) => {
    const text = label.toLowerCase();
    return text === wanted ? 0 : text.startsWith(wanted) ? 1 : 2;
  };
  const groups = options.flatMap((one) => {
    if (!('group' in one)) return [];
    const items = one.items.filter(({ label }) => label.toLowerCase().includes(wanted));
    const sorted = items.toSorted((a, b) => rank(a) - rank(b));
    return sorted[0] ? [{ group: one.group, items: sorted, rank: rank(sorted[0]) }] : [];
  });
  return groups.toSorted((a, b) => a.rank - b.rank).map(({ group, items }) => ({ group, items }));
}

function ValueChoice(props: {
  question: Question;
  field: string;
  search: string;
  chosen: string[];
  onChoose: (values: string[]) => void;
}) {
  const { question, field, search, chosen, onChoose } = props;
  const format = useFormat();
  const { data, isPending, isError } = useTopValues(question, field, search, 20);
  const found = (data?.values ?? []).flatMap(({ member, count }) =>
    member.kind === 'value' || member.kind === 'blank' ? [{ text: member.value ?? '', count }] : [],
  );
  const all = [
    ...chosen.filter((text) => !found.some((one) => one.text === text)).map((text) => ({ text, count: null })),
    ...found,
  ];
  if (isError) return <p className="quiet">Values could not be listed: type one.</p>;
  if (!isPending && all.length === 0) return <p className="quiet">No such value in this range.</p>;
  return (
    <fieldset className={classes.values} aria-label="Values of this range" aria-busy={isPending}>
      {all.map(({ text, count }) => (
        <label key={text}>
          <input
            type="checkbox"
            checked={chosen.includes(text)}
            onChange={(event) =>
              onChoose(event.currentTarget.checked ? [...chosen, text] : chosen.filter((one) => one !== text))
            }
          />
          <bdi className={classes.valueText} title={text.slice(0, 2000)}>
            {text === '' ? '(blank)' : text}
          </bdi>
          <span className="number quiet">{count === null ? '' : format.count(count)}</span>
        </label>
      ))}
    </fieldset>
  );
}
