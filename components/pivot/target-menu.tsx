'use client';

import { Menu } from '@mantine/core';
import {
  IconArrowDown,
  IconArrowUp,
  IconCopy,
  IconFilter,
  IconFilterOff,
  IconInfoCircle,
  IconList,
  IconPin,
} from '@tabler/icons-react';
import { exclude, keepOnly, type Narrowing, type Step, stepsTo, stepWords } from '#core/pivot/narrow.ts';
import type { Filter } from '#core/pivot/spec.ts';
import type { PivotView } from '#core/pivot/view.ts';
import type { Target } from './pivot-table.tsx';
import { sortedBy } from './sorting.ts';
import type { Pivot } from './use-pivot.ts';

/** What a target stands for: the steps to its row and to its column. */
export function stepsOf(pivot: Pivot, target: Target): { row: Step[]; column: Step[] } {
  const { map, spec } = pivot.meta.request;
  return {
    row: target.part === 'column' ? [] : stepsTo(pivot.rows, target.row, spec.rows, map),
    column: target.part === 'row' ? [] : stepsTo(pivot.columns, target.column, spec.columns, map),
  };
}

type Props = {
  pivot: Pivot;
  view: PivotView;
  target: Target;
  /** The target's value as it stands in its cell, and the whole of it. */
  text: string;
  /** What the cell measures; empty for a header. */
  measureLabel: string;
  count: string | null;
  pinned: boolean;
  onClose: () => void;
  onEvents: () => void;
  onNarrow: (narrowing: Narrowing) => void;
  onFilter: (filter: Filter) => void;
  onView: (view: PivotView) => void;
  onPin: () => void;
  onWhy: () => void;
};

/** What can be done with a cell, a subtotal or a header, beside it. */
export function TargetMenu(props: Props) {
  const { pivot, view, target, onClose } = props;
  const steps = stepsOf(pivot, target);
  const all = [...steps.row, ...steps.column];
  const { left, top, width, height } = target.rect;
  const column = { position: target.column, measure: target.measure };
  const sort = (direction: 'ascending' | 'descending') =>
    props.onView({ ...view, spec: sortedBy(view.spec, pivot.columns, column, direction) });
  const words = stepWords(all);
  const kept = all.length > 0 ? keepOnly(all) : null;
  return (
    <Menu
      opened
      onClose={onClose}
      onChange={(opened) => !opened && onClose()}
      position="bottom-start"
      returnFocus={false}
      width={280}
      trapFocus
    >
      <Menu.Target>
        <span style={{ position: 'fixed', left, top, width, height, pointerEvents: 'none' }} />
      </Menu.Target>
      <Menu.Dropdown aria-label={words.join(', ') || 'Total'}>
        <Menu.Label style={{ overflowWrap: 'anywhere' }}>
          <bdi>{words.join(' · ').slice(0, 200) || 'Everything in this table'}</bdi>
          {props.measureLabel === '' ? null : `: ${props.text} ${props.measureLabel}`}
        </Menu.Label>
        {target.part === 'column' && view.spec.rows.length > 0 && target.key !== null ? (
          <>
            <Menu.Item leftSection={<IconArrowDown size={14} />} onClick={() => sort('descending')}>
              Sort rows, largest first
            </Menu.Item>
            <Menu.Item leftSection={<IconArrowUp size={14} />} onClick={() => sort('ascending')}>
              Sort rows, smallest first
            </Menu.Item>
            <Menu.Item leftSection={<IconPin size={14} />} onClick={props.onPin}>
              {props.pinned ? 'Unpin this column' : 'Pin this column at the left'}
            </Menu.Item>
            <Menu.Divider />
          </>
        ) : null}
        <Menu.Item leftSection={<IconList size={14} />} rightSection={<kbd>E</kbd>} onClick={props.onEvents}>
          {props.count === null ? 'Show its events' : `Show its ${props.count} events`}
        </Menu.Item>
        {kept ? (
          <Menu.Item
            leftSection={<IconFilter size={14} />}
            rightSection={<kbd>K</kbd>}
            onClick={() => props.onNarrow(kept)}
          >
            Keep only this
          </Menu.Item>
        ) : null}
        {all.map((step, index) => {
          const filter = exclude(step);
          return filter ? (
            <Menu.Item
              key={words[index]}
              leftSection={<IconFilterOff size={14} />}
              rightSection={all.length === 1 ? <kbd>X</kbd> : undefined}
              onClick={() => props.onFilter(filter)}
            >
              <bdi>Exclude {words[index]?.replace(' is ', ': ').slice(0, 80)}</bdi>
            </Menu.Item>
          ) : null;
        })}
        <Menu.Divider />
        {target.part === 'cell' ? (
          <Menu.Item
            leftSection={<IconCopy size={14} />}
            rightSection={<kbd>C</kbd>}
            onClick={() => void navigator.clipboard?.writeText(props.text)}
          >
            Copy the value
          </Menu.Item>
        ) : null}
        <Menu.Item leftSection={<IconInfoCircle size={14} />} onClick={props.onWhy}>
          Why this number?
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
