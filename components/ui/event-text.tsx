'use client';

import { type ClipboardEvent, useMemo } from 'react';
import classes from './event-text.module.css';
import { plainVisibleText, visibleText } from './visible-text.ts';

/** How much of a value stands in a title, in characters. */
const titleLength = 2_000;

/**
 * A value out of an event, which an attacker may have written: isolated from the text around it, what is invisible shown as
 * signs, one line that ends in an ellipsis (`wrap`: as many lines as it needs), cut after `max` characters in the page.
 * Copying gives the raw value.
 */
export function EventText({ value, max = 300, wrap = false }: { value: string; max?: number; wrap?: boolean }) {
  const { pieces, cut } = useMemo(() => visibleText(value, max), [value, max]);
  const changed = cut || pieces.some(({ sign }) => sign);
  const copyRaw = (event: ClipboardEvent<HTMLElement>) => {
    const selection = window.getSelection();
    if (!selection || !event.currentTarget.contains(selection.anchorNode)) return;
    if (!event.currentTarget.contains(selection.focusNode)) return;
    event.clipboardData.setData('text/plain', value);
    event.preventDefault();
  };
  return (
    <bdi
      className={classes.text}
      data-wrap={wrap || undefined}
      title={plainVisibleText(value, titleLength)}
      onCopy={changed ? copyRaw : undefined}
    >
      {pieces.map(({ text, sign }, index) =>
        sign ? (
          <span key={index} className={classes.sign}>
            {text}
          </span>
        ) : (
          text
        ),
      )}
      {cut ? '…' : null}
    </bdi>
  );
}
