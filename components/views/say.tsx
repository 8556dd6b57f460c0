'use client';

import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { sentenceOf } from '../ui/states.tsx';
import classes from './views.module.css';

/** Long enough to read a sentence and reach the button, in ms. */
const shown = 10_000;

/** Says what was done; `undo` takes it back. */
export function say(sentence: string, undo?: () => Promise<unknown>): void {
  const id = notifications.show({
    autoClose: shown,
    closeButtonProps: { 'aria-label': 'Close the message' },
    message: (
      <span className={classes.said}>
        <span>{sentence}</span>
        {undo ? (
          <Button
            variant="default"
            onClick={() => {
              notifications.hide(id);
              undo().catch(sayFailed);
            }}
          >
            Undo
          </Button>
        ) : null}
      </span>
    ),
  });
}

export function sayFailed(error: unknown): void {
  notifications.show({
    color: 'red',
    message: sentenceOf(error),
    closeButtonProps: { 'aria-label': 'Close the message' },
  });
}
