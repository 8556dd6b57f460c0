'use client';

import { Popover } from '@mantine/core';
import dynamic from 'next/dynamic';
import type { ReactNode } from 'react';
import type { FilterFormProps } from './filter-form.tsx';

const FilterForm = dynamic(() => import('./filter-form.tsx').then((part) => part.FilterForm), { ssr: false });

type Props = FilterFormProps & { opened: boolean; children: ReactNode };

/** Makes or changes a filter, below the element that opened it. */
export function FilterEditor({ opened, onClose, children, ...form }: Props) {
  return (
    <Popover
      opened={opened}
      onChange={(next) => !next && onClose()}
      position="bottom-start"
      trapFocus
      returnFocus
      closeOnClickOutside
    >
      <Popover.Target>{children}</Popover.Target>
      <Popover.Dropdown>{opened ? <FilterForm {...form} onClose={onClose} /> : null}</Popover.Dropdown>
    </Popover>
  );
}
