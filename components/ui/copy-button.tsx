'use client';

import { ActionIcon, Button } from '@mantine/core';
import { IconCheck, IconCopy, IconX } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { copyText } from './copy.ts';

/** Copies a text and says so for a moment. With `children` a button of words, else a sign named `label`. */
export function CopyButton(props: { text: string | (() => string); label: string; children?: string; size?: number }) {
  const { text, label, children, size = 22 } = props;
  const [state, setState] = useState<'idle' | 'done' | 'failed'>('idle');
  useEffect(() => {
    if (state === 'idle') return;
    const timer = setTimeout(() => setState('idle'), 1_200);
    return () => clearTimeout(timer);
  }, [state]);
  const copy = () =>
    void copyText(typeof text === 'function' ? text() : text).then(
      () => setState('done'),
      () => setState('failed'),
    );
  const Icon = state === 'done' ? IconCheck : state === 'failed' ? IconX : IconCopy;
  const said = state === 'done' ? 'Copied' : state === 'failed' ? 'The browser did not copy' : label;
  if (children === undefined) {
    return (
      <ActionIcon size={size} onClick={copy} aria-label={said} title={said}>
        <Icon size={14} />
      </ActionIcon>
    );
  }
  return (
    <Button variant="default" leftSection={<Icon size={14} aria-hidden />} onClick={copy} title={label}>
      {state === 'idle' ? children : said}
    </Button>
  );
}
