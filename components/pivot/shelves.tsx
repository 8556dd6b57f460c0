'use client';

import { useCallback, useRef } from 'react';
import type { PivotView } from '#core/pivot/view.ts';
import type { MapVersion } from '#core/rule-map/version.ts';
import type { Range } from '#core/window.ts';
import { fieldsOf } from '../question/fields.ts';
import { useDrop } from './carry.ts';
import { Chip } from './chip.tsx';
import classes from './shelves.module.css';
import { type Carried, dimensionText, measureFor, put, type Shelf, shelves } from './spec-edit.ts';

const names: Record<Shelf, string> = { rows: 'Rows', columns: 'Columns', values: 'Values' };

type Props = {
  view: PivotView;
  map: MapVersion | null;
  range: Range;
  /** The part of the spec that the server refused, like `rows[0]`. */
  broken: string | undefined;
  onChange: (view: PivotView) => void;
  /** Opens or closes all groups of a level. */
  onUnfold: (shelf: 'rows' | 'columns', depth: number) => void;
  /** How many levels are open. */
  unfolded: { rows: number; columns: number };
};

/** The three places that fields are put into: each entry can be carried elsewhere, and has its options in place. */
export function Shelves(props: Props) {
  return (
    <div className={classes.shelves}>
      {shelves.map((shelf) => (
        <ShelfLine key={shelf} shelf={shelf} {...props} />
      ))}
    </div>
  );
}

function ShelfLine({ shelf, ...props }: Props & { shelf: Shelf }) {
  const { view, map, range, onChange } = props;
  const ref = useRef<HTMLFieldSetElement>(null);
  const entries = shelf === 'values' ? view.spec.values : view.spec[shelf].map(({ field }) => field);
  const drop = useCallback(
    (carried: Carried, index: number) => onChange({ ...view, spec: dropped(view, map, range, carried, shelf, index) }),
    [view, map, range, onChange, shelf],
  );
  const over = useDrop(
    ref,
    useCallback((carried: Carried) => drop(carried, entries.length), [drop, entries.length]),
  );
  return (
    <fieldset ref={ref} className={classes.shelf} data-over={over ?? undefined} aria-label={names[shelf]}>
      <span className={classes.name}>{names[shelf]}</span>
      {entries.length === 0 ? <span className={classes.empty}>none</span> : null}
      {entries.map((text, index) => (
        <Chip key={text} {...props} shelf={shelf} index={index} text={text} onDrop={drop} />
      ))}
    </fieldset>
  );
}

/** The spec after a field was dropped before the `index`-th entry of a shelf. */
export function dropped(
  view: PivotView,
  map: MapVersion | null,
  range: Range,
  carried: Carried,
  shelf: Shelf,
  index: number,
): PivotView['spec'] {
  const plain = carried.field.startsWith('Datetime:') ? 'Datetime' : carried.field;
  const kind = fieldsOf(map).find(({ text }) => text === plain)?.kind ?? 'text';
  if (shelf === 'values') return put(view.spec, carried, shelf, index, measureFor(plain, kind));
  const measured = /^(?:distinct|sum|avg|min|max):(.+)$/s.exec(plain)?.[1] ?? plain;
  if (measured === 'count' || measured === 'requests') return view.spec;
  const text = carried.field.startsWith('Datetime:') ? carried.field : dimensionText(measured, view.zone, range);
  return put(view.spec, carried, shelf, index, text);
}
