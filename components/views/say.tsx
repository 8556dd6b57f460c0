'use client';

import { Button } from '@mantine/core';
import { hideMessage, showMessage } from '../ui/messages.ts';
import { sentenceOf } from '../ui/states.tsx';
import classes from './views.module.css';

/** Long enough to read a sentence and reach the button, in ms. */
const shown = 10_000;

/** Says what was done; `undo` takes it back. */
export function say(sentence: string, undo?: () => Promise<unknown>): void {
  const id = showMessage({
    autoClose: shown,
    closeButtonProps: { 'aria-label': 'Close the message' },
    message: (
      <span className={classes.said}>
        <span>{sentence}</span>
        {undo ? (
          <Button
            variant="default"
            onClick={() => {
              hideMessage(id);
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
  showMessage({
    color: 'red',
    message: sentenceOf(error),
    closeButtonProps: { 'aria-label': 'Close the message' },
  });
}
