'use client';

import { ActionIcon } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconX } from '@tabler/icons-react';
import { type KeyboardEvent, type ReactNode, useEffect, useRef } from 'react';
import classes from './panel.module.css';

/**
 * A panel at the right that takes its place beside what it belongs to, and on a narrow screen covers it. Focus goes in
 * when it opens and returns when it closes; Esc closes it (`onEscape` in place of that).
 */
export function SidePanel(props: {
  label: string;
  heading: ReactNode;
  onClose: () => void;
  onEscape?: () => void;
  children: ReactNode;
}) {
  const { label, heading, onClose, onEscape, children } = props;
  const panel = useRef<HTMLDivElement>(null);
  const sheet = useMediaQuery('(max-width: 900px)', false);
  useEffect(() => {
    const before = document.activeElement;
    panel.current?.focus();
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  const onKeyDown = (pressed: KeyboardEvent) => {
    if (pressed.key === 'Tab' && sheet && panel.current) keepWithin(panel.current, pressed);
    if (pressed.key !== 'Escape' || pressed.defaultPrevented) return;
    // What opened over the panel closes by itself first.
    if (!panel.current?.contains(pressed.target as Node)) return;
    pressed.preventDefault();
    pressed.stopPropagation();
    (onEscape ?? onClose)();
  };
  return (
    <div
      ref={panel}
      className={classes.panel}
      role="dialog"
      aria-modal={sheet || undefined}
      aria-label={label}
      tabIndex={-1}
      onKeyDown={onKeyDown}
    >
      <header className={classes.head}>
        <div className={classes.heading}>{heading}</div>
        <ActionIcon onClick={onClose} aria-label="Close" title="Close (Esc)">
          <IconX size={16} />
        </ActionIcon>
      </header>
      {children}
    </div>
  );
}

function keepWithin(panel: HTMLElement, pressed: KeyboardEvent): void {
  const all = [
    ...panel.querySelectorAll<HTMLElement>('a[href], button:not([disabled]), input, select, [tabindex="0"]'),
  ];
  const [first, last] = [all[0], all.at(-1)];
  const at = document.activeElement;
  if (!first || !last) return;
  if (pressed.shiftKey ? at === first || at === panel : at === last) {
    pressed.preventDefault();
    (pressed.shiftKey ? last : first).focus();
  }
}
