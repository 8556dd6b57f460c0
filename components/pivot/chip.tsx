'use client';

import { Menu } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconChevronsDown, IconChevronsUp, IconTrash } from '@tabler/icons-react';
import dynamic from 'next/dynamic';
import { useCallback, useRef, useState } from 'react';
import { parseField } from '#core/pivot/question.ts';
import { shareWords } from '#core/pivot/share.ts';
import type { Dimension } from '#core/pivot/spec.ts';
import type { PivotView } from '#core/pivot/view.ts';
import type { MapVersion } from '#core/rule-map/version.ts';
import { labelOf } from '../question/fields.ts';
import { type Side, useCarry, useDrop } from './carry.ts';
import type { ChipProps } from './chip-props.ts';
import { measureLabel } from './measure-label.ts';
import classes from './shelves.module.css';
import { type Carried, dimensionText, put, removed, type Shelf } from './spec-edit.ts';

const DimensionOptions = dynamic(() => import('./dimension-options.tsx').then((part) => part.DimensionOptions));
const MeasureOptions = dynamic(() => import('./measure-options.tsx').then((part) => part.MeasureOptions));

/** An entry of a shelf: pressed, it shows its options; Delete takes it away, Alt with an arrow moves it. */
export function Chip(props: ChipProps) {
  const { view, map, shelf, index, text, broken, onChange, onDrop } = props;
  const [opened, setOpened] = useState(false);
  const ref = useRef<HTMLSpanElement>(null);
  const moving = useCarry(ref, { field: text, from: { shelf, index } });
  const over = useDrop(
    ref,
    useCallback(
      (carried: Carried, side: Side) => onDrop(carried, side === 'after' ? index + 1 : index),
      [onDrop, index],
    ),
  );
  const spec = (next: PivotView['spec']) => onChange({ ...view, spec: next });
  const remove = () => spec(removed(view.spec, shelf, index));
  const moveBy = (by: number) => {
    const at = by < 0 ? index + by : index + by + 1;
    if (at >= 0 && at <= view.spec[shelf].length)
      spec(put(view.spec, { field: text, from: { shelf, index } }, shelf, at, text));
  };
  const label = chipLabel(text, shelf, map);
  return (
    <Menu opened={opened} onChange={setOpened} position="bottom-start" closeOnItemClick={false} width={250}>
      <span
        ref={ref}
        className={classes.chip}
        data-moving={moving || undefined}
        data-over={over ?? undefined}
        data-broken={broken?.startsWith(`${shelf}[${index}]`) || undefined}
      >
        <Menu.Target>
          <button
            type="button"
            className={classes.chipMain}
            onKeyDown={(event) => {
              if (event.key === 'Delete' || event.key === 'Backspace') remove();
              else if (event.altKey && event.key === 'ArrowLeft') moveBy(-1);
              else if (event.altKey && event.key === 'ArrowRight') moveBy(1);
              else return;
              event.preventDefault();
            }}
          >
            <bdi className={classes.chipText}>{label}</bdi>
            <span className={classes.chipSub}>{chipNote(props)}</span>
            <SortSign dimension={shelf === 'values' ? undefined : view.spec[shelf][index]} />
          </button>
        </Menu.Target>
        <FoldButton {...props} label={label} />
      </span>
      <Menu.Dropdown aria-label={`Options of ${label}`}>
        {shelf === 'values' ? <MeasureOptions {...props} /> : <DimensionOptions {...props} />}
        <Menu.Divider />
        <MoveItems {...props} close={() => setOpened(false)} />
        <Menu.Item leftSection={<IconTrash size={14} aria-hidden />} onClick={remove} closeMenuOnClick>
          Remove
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function MoveItems({ view, range, shelf, index, text, onChange, close }: ChipProps & { close: () => void }) {
  const move = (to: Shelf, at: number) => {
    const carried: Carried = { field: text, from: { shelf, index } };
    onChange({
      ...view,
      spec: put(view.spec, carried, to, at, to === shelf ? text : dimensionText(text, view.zone, range)),
    });
    close();
  };
  const other = shelf === 'rows' ? 'columns' : 'rows';
  const size = view.spec[shelf].length;
  return (
    <>
      {shelf === 'values' ? null : (
        <Menu.Item onClick={() => move(other, view.spec[other].length)}>Move to {other}</Menu.Item>
      )}
      {index > 0 ? <Menu.Item onClick={() => move(shelf, index - 1)}>Move before</Menu.Item> : null}
      {index < size - 1 ? <Menu.Item onClick={() => move(shelf, index + 2)}>Move after</Menu.Item> : null}
    </>
  );
}

function FoldButton({ shelf, index, view, unfolded, onUnfold, label }: ChipProps & { label: string }) {
  if (shelf === 'values' || index >= view.spec[shelf].length - 1) return null;
  const open = unfolded[shelf] > index + 1;
  return (
    <button
      type="button"
      className={classes.chipFold}
      aria-label={open ? `Close all groups of ${label}` : `Open all groups of ${label}`}
      title={open ? 'Close all' : 'Open all'}
      onClick={() => onUnfold(shelf, open ? index + 1 : index + 2)}
    >
      {open ? <IconChevronsUp size={13} aria-hidden /> : <IconChevronsDown size={13} aria-hidden />}
    </button>
  );
}

function SortSign({ dimension }: { dimension: Dimension | undefined }) {
  if (!dimension?.sort) return null;
  return dimension.sort.direction === 'ascending' ? (
    <IconArrowUp size={12} aria-label="ascending" />
  ) : (
    <IconArrowDown size={12} aria-label="descending" />
  );
}

function chipLabel(text: string, shelf: Shelf, map: MapVersion | null): string {
  if (shelf !== 'values') return labelOf(text, map);
  return measureLabel(text, map);
}

function chipNote({ view, map, shelf, index, text }: ChipProps): string {
  if (shelf === 'values') {
    const share = view.look.shares[text] ?? 'none';
    return share === 'none' ? '' : shareWords[share];
  }
  const notes: string[] = [];
  try {
    const field = parseField(text, map, 'field');
    if (field.kind === 'bucket') notes.push(field.size);
  } catch {}
  const top = view.spec[shelf][index]?.top;
  if (top) notes.push(`top ${top.n}`);
  return notes.join(' · ');
}
