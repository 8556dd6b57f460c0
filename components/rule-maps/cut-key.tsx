'use client';

import { cutMiddle, plainVisibleText } from '../ui/visible-text.ts';

/** A rule id cut in its middle to `most` characters: its title and what is copied are whole. */
export function CutKey({ value, most }: { value: string; most: number }) {
  const whole = plainVisibleText(value, 2_000);
  return (
    <bdi
      title={whole}
      onCopy={(event) => {
        event.clipboardData.setData('text/plain', value);
        event.preventDefault();
      }}
    >
      {cutMiddle(whole, most)}
    </bdi>
  );
}
