'use client';

import { ActionIcon, Menu } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconCheck, IconCopy, IconDots, IconFilter, IconFilterOff, IconX } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { copyText } from '../ui/copy.ts';
import { CopyButton } from '../ui/copy-button.tsx';
import classes from './detail.module.css';

/** What can be done with a value: `text` null is not there to be copied. Under a finger it is one menu. */
export function FieldActs({
  label,
  text,
  onFilter,
}: {
  label: string;
  text: string | null;
  onFilter: ((keep: boolean) => void) | undefined;
}) {
  const touch = useMediaQuery('(pointer: coarse)', false);
  const [copied, setCopied] = useState<'done' | 'failed' | null>(null);
  useEffect(() => {
    if (copied === null) return;
    const timer = setTimeout(() => setCopied(null), 1_200);
    return () => clearTimeout(timer);
  }, [copied]);
  if (text === null && !onFilter) return null;
  if (touch) {
    const Sign = copied === 'done' ? IconCheck : copied === 'failed' ? IconX : IconDots;
    const said = copied === 'done' ? 'Copied' : 'The browser did not copy';
    return (
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon size={40} aria-label={copied === null ? `Copy, keep or exclude this ${label}` : said}>
            <Sign size={18} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {text === null ? null : (
            <Menu.Item
              className={classes.touchItem ?? ''}
              leftSection={<IconCopy size={16} aria-hidden />}
              onClick={() =>
                void copyText(text).then(
                  () => setCopied('done'),
                  () => setCopied('failed'),
                )
              }
            >
              Copy {label}
            </Menu.Item>
          )}
          {onFilter ? (
            <>
              <Menu.Item
                className={classes.touchItem ?? ''}
                leftSection={<IconFilter size={16} aria-hidden />}
                onClick={() => onFilter(true)}
              >
                Keep only this {label}
              </Menu.Item>
              <Menu.Item
                className={classes.touchItem ?? ''}
                leftSection={<IconFilterOff size={16} aria-hidden />}
                onClick={() => onFilter(false)}
              >
                Exclude this {label}
              </Menu.Item>
            </>
          ) : null}
        </Menu.Dropdown>
      </Menu>
    );
  }
  return (
    <div className={classes.acts}>
      {text === null ? null : <CopyButton text={text} label={`Copy ${label}`} />}
      {onFilter ? (
        <>
          <ActionIcon size={22} onClick={() => onFilter(true)} aria-label={`Keep only this ${label}`} title="Keep only">
            <IconFilter size={14} />
          </ActionIcon>
          <ActionIcon size={22} onClick={() => onFilter(false)} aria-label={`Exclude this ${label}`} title="Exclude">
            <IconFilterOff size={14} />
          </ActionIcon>
        </>
      ) : null}
    </div>
  );
}
