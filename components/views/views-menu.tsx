'use client';

import { Button, Popover } from '@mantine/core';
import { IconBookmark, IconChevronDown } from '@tabler/icons-react';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { type SavedView, sameView } from '#core/pivot/saved-view.ts';
import type { PivotView } from '#core/pivot/view.ts';
import { say, sayFailed } from './say.tsx';
import { useOrigin } from './use-origin.ts';
import { useViews } from './use-views.ts';
import classes from './views.module.css';

const NameDialog = dynamic(() => import('./name-dialog.tsx').then((part) => part.NameDialog));
const RemoveDialog = dynamic(() => import('./remove-dialog.tsx').then((part) => part.RemoveDialog));
const ViewsList = dynamic(() => import('./views-list.tsx').then((part) => part.ViewsList));

type Dialog = { kind: 'save' } | { kind: 'rename' | 'remove'; of: SavedView } | null;

/** The saved views, for the toolbar of a page that shows `view`; `onOpen` is given the one that was chosen. */
export function ViewsMenu({ view, onOpen }: { view: PivotView; onOpen: (view: PivotView) => void }) {
  const views = useViews();
  const origin = useOrigin(view, views.views);
  const [opened, setOpened] = useState(false);
  const [dialog, setDialog] = useState<Dialog>(null);
  const changed = origin !== null && (origin.view === null || !sameView(origin.view, view));
  const show = (next: Dialog) => {
    setOpened(false);
    setDialog(next);
  };

  const remove = async (one: SavedView) => {
    const { name, view: kept } = one;
    try {
      await views.remove(one.id);
      const undo = kept === null ? undefined : () => views.save(name, kept);
      say(`The view “${name}” was deleted.`, undo);
    } catch (error) {
      sayFailed(error);
    }
  };
  const overwrite = async (one: SavedView) => {
    const before = one.view;
    setOpened(false);
    try {
      await views.change(one.id, { view });
      say(
        `The view “${one.name}” was changed.`,
        before === null ? undefined : () => views.change(one.id, { view: before }),
      );
    } catch (error) {
      sayFailed(error);
    }
  };

  return (
    <>
      <Popover opened={opened} onChange={setOpened} position="bottom-start" trapFocus returnFocus width={340}>
        <Popover.Target>
          <Button
            variant="default"
            leftSection={<IconBookmark size={14} aria-hidden />}
            rightSection={<IconChevronDown size={14} aria-hidden />}
            aria-expanded={opened}
            onClick={() => setOpened(!opened)}
          >
            <bdi className={classes.current}>{origin?.name ?? 'Views'}</bdi>
            {changed ? <span className={classes.changed}>changed</span> : null}
          </Button>
        </Popover.Target>
        <Popover.Dropdown p={0} aria-label="Saved views">
          <ViewsList
            {...views}
            current={origin?.id ?? null}
            onOpen={(one) => {
              setOpened(false);
              onOpen(one);
            }}
            onRename={(of) => show({ kind: 'rename', of })}
            onRemove={(of) => {
              if (of.view === null) return show({ kind: 'remove', of });
              void remove(of);
            }}
          />
          <div className={classes.save}>
            {origin && changed ? (
              <Button variant="default" onClick={() => overwrite(origin)}>
                <span className={classes.cut}>Save changes to “{origin.name}”</span>
              </Button>
            ) : null}
            <Button variant="default" onClick={() => show({ kind: 'save' })}>
              Save as …
            </Button>
          </div>
        </Popover.Dropdown>
      </Popover>
      {dialog?.kind === 'save' ? (
        <NameDialog
          title="Save this view"
          does="Save"
          initial=""
          onName={(name) => views.save(name, view)}
          onClose={() => setDialog(null)}
        />
      ) : null}
      {dialog?.kind === 'rename' ? (
        <NameDialog
          title={`Rename “${dialog.of.name}”`}
          does="Rename"
          initial={dialog.of.name}
          onName={(name) => views.change(dialog.of.id, { name })}
          onClose={() => setDialog(null)}
        />
      ) : null}
      {dialog?.kind === 'remove' ? (
        <RemoveDialog view={dialog.of} onRemove={() => remove(dialog.of)} onClose={() => setDialog(null)} />
      ) : null}
    </>
  );
}
