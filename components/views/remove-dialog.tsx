'use client';

import { Button, Modal } from '@mantine/core';
import type { SavedView } from '#core/pivot/saved-view.ts';
import classes from './views.module.css';

/** Asks before what cannot be undone: a view that this version cannot read cannot be saved again. */
export function RemoveDialog({
  view,
  onRemove,
  onClose,
}: {
  view: SavedView;
  onRemove: () => void;
  onClose: () => void;
}) {
  return (
    <Modal opened onClose={onClose} title={`Delete “${view.name}”?`} closeButtonProps={{ 'aria-label': 'Close' }}>
      <div className={classes.form}>
        <p>{view.broken} Once deleted it cannot be brought back.</p>
        <div className={classes.buttons}>
          <Button variant="default" onClick={onClose} data-autofocus>
            Keep it
          </Button>
          <Button
            color="red.9"
            onClick={() => {
              onRemove();
              onClose();
            }}
          >
            Delete
          </Button>
        </div>
      </div>
    </Modal>
  );
}
