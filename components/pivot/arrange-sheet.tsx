'use client';

import { Drawer } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './panel.module.css';

/** On a phone: shelves, chart and fields, on a sheet over the table. */
export function ArrangeSheet({ onClose, children }: { onClose: () => void; children: ReactNode }) {
  return (
    <Drawer opened onClose={onClose} title="Arrange the pivot" size="100%">
      <div className={classes.sheet}>{children}</div>
    </Drawer>
  );
}
