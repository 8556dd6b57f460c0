'use client';

import { ActionIcon, Button, Skeleton, TextInput } from '@mantine/core';
import { IconPencil, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import type { SavedView } from '#core/pivot/saved-view.ts';
import type { PivotView } from '#core/pivot/view.ts';
import { useFormat } from '../ui/format.ts';
import { sentenceOf } from '../ui/states.tsx';
import type { Views } from './use-views.ts';
import classes from './views.module.css';

/** More views than this are searched. */
const few = 8;

type Asked = Pick<Views, 'views' | 'error' | 'retry'> & {
  current: string | null;
  onOpen: (view: PivotView) => void;
  onRename: (view: SavedView) => void;
  onRemove: (view: SavedView) => void;
};

/** The saved views by name: a press opens one. Those that cannot be read say why. */
export function ViewsList({ views, error, retry, ...rest }: Asked) {
  const [text, setText] = useState('');
  if (views === undefined) {
    if (!error) return <Waiting />;
    return (
      <div className={classes.empty} role="alert">
        <p>{sentenceOf(error)}</p>
        <Button onClick={retry}>Try again</Button>
      </div>
    );
  }
  if (views.length === 0) {
    return (
      <p className={classes.empty}>
        No view is saved yet. Save this one to come back to it: a range like “last 24 h” stays relative, so it then
        shows the newest events.
      </p>
    );
  }
  const words = text.trim().toLowerCase();
  const found = views.filter(({ name }) => name.toLowerCase().includes(words));
  return (
    <>
      {views.length > few ? (
        <TextInput
          className={classes.search}
          aria-label="Search the views"
          placeholder={`Search ${views.length} views`}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
      ) : null}
      <ul className={classes.list}>
        {found.map((one) => (
          <Row key={one.id} one={one} {...rest} />
        ))}
      </ul>
      {found.length === 0 ? <p className={classes.empty}>No view is named so.</p> : null}
    </>
  );
}

function Row({
  one,
  current,
  onOpen,
  onRename,
  onRemove,
}: { one: SavedView } & Omit<Asked, 'views' | 'error' | 'retry'>) {
  const { view, name, broken } = one;
  const format = useFormat();
  return (
    <li className={classes.row} data-current={one.id === current || undefined}>
      {view === null ? (
        <span className={classes.broken}>
          <bdi>{name}</bdi>
          <span>{broken}</span>
        </span>
      ) : (
        <button
          type="button"
          className={classes.open}
          aria-current={one.id === current || undefined}
          onClick={() => onOpen(view)}
        >
          <bdi>{name}</bdi>
          <span>
            <bdi>{view.source}</bdi>,{' '}
            {'last' in view.range
              ? `last ${view.range.last}`
              : `${format.time(view.range.from)} to ${format.time(view.range.to)}`}
          </span>
        </button>
      )}
      <ActionIcon aria-label={`Rename ${name}`} title="Rename" onClick={() => onRename(one)}>
        <IconPencil size={15} aria-hidden />
      </ActionIcon>
      <ActionIcon aria-label={`Delete ${name}`} title="Delete" onClick={() => onRemove(one)}>
        <IconTrash size={15} aria-hidden />
      </ActionIcon>
    </li>
  );
}

function Waiting() {
  return (
    <div className={classes.empty} role="status" aria-label="Looking for saved views">
      <Skeleton height={14} width="60%" mb={12} />
      <Skeleton height={14} width="75%" mb={12} />
      <Skeleton height={14} width="50%" />
    </div>
  );
}
