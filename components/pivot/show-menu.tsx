'use client';

import { ActionIcon, Menu, Tooltip } from '@mantine/core';
import { IconAdjustments } from '@tabler/icons-react';
import dynamic from 'next/dynamic';
import type { Look } from '#core/pivot/view.ts';

const ShowOptions = dynamic(() => import('./show-options.tsx').then((part) => part.ShowOptions), { ssr: false });

/** Opens what the table looks like. */
export function ShowMenu(props: { look: Look; onChange: (look: Look) => void }) {
  return (
    <Menu position="bottom-end" closeOnItemClick={false} width={250} trapFocus>
      <Menu.Target>
        <Tooltip label="Appearance">
          <ActionIcon aria-label="Appearance">
            <IconAdjustments size={17} stroke={1.6} aria-hidden />
          </ActionIcon>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown>
        <ShowOptions {...props} />
      </Menu.Dropdown>
    </Menu>
  );
}
