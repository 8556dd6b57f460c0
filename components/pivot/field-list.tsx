'use client';

import { Menu, TextInput } from '@mantine/core';
import {
  IconBraces,
  IconChevronDown,
  IconChevronRight,
  IconClock,
  IconHash,
  IconLetterT,
  IconMinus,
  IconPlus,
  IconSearch,
} from '@tabler/icons-react';
import { useRef, useState } from 'react';
import type { Filter, Member } from '#core/pivot/spec.ts';
import type { PivotView } from '#core/pivot/view.ts';
import type { MapVersion } from '#core/rule-map/version.ts';
import { areaLabels, areas, type FieldInfo, fieldsOf } from '../question/fields.ts';
import type { Question } from '../question/question.ts';
import { useTopValues } from '../question/top-values.ts';
import { EventText } from '../ui/event-text.tsx';
import { useFormat } from '../ui/format.ts';
import { cutMiddle, plainVisibleText } from '../ui/visible-text.ts';
import { useCarry } from './carry.ts';
import classes from './field-list.module.css';
import { type Shelf, sameField } from './spec-edit.ts';

type Props = {
  view: PivotView;
  map: MapVersion | null;
  question: Question;
  onPut: (field: string, shelf: Shelf) => void;
  onFilter: (filter: Filter) => void;
};

const icons = { text: IconLetterT, integer: IconHash, time: IconClock, json: IconBraces };
const kindWords = { text: 'text', integer: 'number', time: 'time', json: 'JSON' };

/** All fields, by area, each with its type and, opened, its top values. */
export function FieldList(props: Props) {
  const { map } = props;
  const [search, setSearch] = useState('');
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set(['content']));
  const wanted = search.trim().toLowerCase();
  const found = fieldsOf(map).filter(
    ({ text, label }) => text.toLowerCase().includes(wanted) || label.toLowerCase().includes(wanted),
  );
  return (
    <section className={classes.panel} aria-label="Fields">
      <div className={classes.search}>
        <TextInput
          id="field-search"
          aria-label="Search fields"
          placeholder="Search fields"
          leftSection={<IconSearch size={14} aria-hidden />}
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
          onKeyDown={(event) => event.key === 'Escape' && setSearch('')}
        />
      </div>
      <div className={classes.list}>
        {areas.map((area) => {
          const fields = found.filter((one) => one.area === area);
          if (fields.length === 0) return null;
          const open = wanted !== '' || !closed.has(area);
          const Chevron = open ? IconChevronDown : IconChevronRight;
          return (
            <div key={area}>
              <button
                type="button"
                className={classes.area}
                aria-expanded={open}
                onClick={() => {
                  const next = new Set(closed);
                  if (!next.delete(area)) next.add(area);
                  setClosed(next);
                }}
              >
                <Chevron size={13} aria-hidden />
                {area === 'map' ? (map?.name ?? areaLabels.map) : areaLabels[area]}
              </button>
              {open ? fields.map((field) => <FieldLine key={field.text} {...props} field={field} />) : null}
            </div>
          );
        })}
        {found.length === 0 ? <p className="quiet">No field is called so.</p> : null}
      </div>
    </section>
  );
}

function FieldLine({ field, ...props }: Props & { field: FieldInfo }) {
  const { view, onPut, onFilter } = props;
  const [open, setOpen] = useState(false);
  const ref = useRef<HTMLDivElement>(null);
  const moving = useCarry(ref, { field: field.text, from: null });
  const Icon = icons[field.kind];
  const measure = field.kind === 'time' ? 'Values: last seen' : 'Values: distinct';
  const used = [...view.spec.rows, ...view.spec.columns].some(
    (one) => sameField(one.field, field.text) || (field.kind === 'time' && one.field.startsWith('Datetime:')),
  );
  const Chevron = open ? IconChevronDown : IconChevronRight;
  return (
    <>
      <div ref={ref} className={classes.field} data-moving={moving || undefined} data-used={used || undefined}>
        <Menu position="right-start">
          <Menu.Target>
            <button type="button" className={classes.name} title={`${field.text}, ${kindWords[field.kind]}`}>
              <Icon size={14} stroke={1.6} aria-hidden />
              <span>{field.label}</span>
            </button>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item onClick={() => onPut(field.text, 'rows')}>Rows</Menu.Item>
            <Menu.Item onClick={() => onPut(field.text, 'columns')}>Columns</Menu.Item>
            <Menu.Item onClick={() => onPut(field.text, 'values')}>{measure}</Menu.Item>
            {field.kind === 'time' ? null : (
              <>
                <Menu.Divider />
                {field.text === 'match' ? null : (
                  <Menu.Item onClick={() => onFilter({ field: field.text, op: 'present', values: [] })}>
                    Filter: is there
                  </Menu.Item>
                )}
                <Menu.Item closeMenuOnClick onClick={() => setOpen(true)}>
                  Filter: choose a value …
                </Menu.Item>
              </>
            )}
          </Menu.Dropdown>
        </Menu>
        {field.kind === 'time' ? null : (
          <button
            type="button"
            className={classes.more}
            aria-expanded={open}
            aria-label={`Top values of ${field.label}`}
            onClick={() => setOpen(!open)}
          >
            <Chevron size={13} aria-hidden />
          </button>
        )}
      </div>
      {open ? <TopValues {...props} field={field} /> : null}
    </>
  );
}

function TopValues({ field, question, onFilter }: Props & { field: FieldInfo }) {
  const format = useFormat();
  const { data, isPending, isError } = useTopValues(question, field.text, '', 8);
  if (isPending) return <div className={classes.values} aria-busy="true" style={{ height: 96 }} />;
  if (isError) return <div className={`${classes.values} quiet`}>Its values could not be counted.</div>;
  const { values, distinct, events } = data;
  return (
    <div className={classes.values}>
      {values.map(({ member, count }) => {
        const text = member.value ?? '';
        const plain = member.kind === 'value' || member.kind === 'blank';
        const words = member.kind === 'value' ? text : `(${member.kind.replace('-', ' ')})`;
        return (
          <div
            key={`${member.kind} ${text}`}
            className={classes.value}
            style={{ '--part': `${((count / Math.max(1, events)) * 100).toFixed(1)}%` } as React.CSSProperties}
          >
            {begunAlike(words, values) ? (
              <CutValue value={words} />
            ) : (
              <span className={classes.valueText}>
                <EventText value={words} />
              </span>
            )}
            {plain ? (
              <span className={classes.acts}>
                <button
                  type="button"
                  aria-label={`Keep only ${words}`}
                  title="Keep only"
                  onClick={() => onFilter({ field: field.text, op: 'is', values: [text] })}
                >
                  <IconPlus size={12} aria-hidden />
                </button>
                <button
                  type="button"
                  aria-label={`Exclude ${words}`}
                  title="Exclude"
                  onClick={() => onFilter({ field: field.text, op: 'is-not', values: [text] })}
                >
                  <IconMinus size={12} aria-hidden />
                </button>
              </span>
            ) : null}
            <span className="number quiet" title={`${format.count(count)} events`}>
              {format.percent(count / Math.max(1, events))}
            </span>
          </div>
        );
      })}
      <div className="quiet">
        {distinct > values.length ? `${format.count(distinct)} values in all` : `${format.count(distinct)} values`}
      </div>
    </div>
  );
}

/** A value longer than this does not fit, in characters. */
const longValue = 28;

/** A long value that another one of the list begins like: what tells them apart comes later. */
function begunAlike(words: string, values: readonly { member: Member }[]): boolean {
  if (words.length <= longValue) return false;
  const start = words.slice(0, 12);
  return values.filter(({ member }) => member.value?.startsWith(start)).length > 1;
}

/** A value without its middle; its title and what is copied are whole. */
function CutValue({ value }: { value: string }) {
  return (
    <bdi
      className={classes.valueText}
      title={plainVisibleText(value, 2_000)}
      onCopy={(copied) => {
        copied.clipboardData.setData('text/plain', value);
        copied.preventDefault();
      }}
    >
      {plainVisibleText(cutMiddle(value, 20), 20)}
    </bdi>
  );
}
