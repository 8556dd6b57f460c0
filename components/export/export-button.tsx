'use client';

import { ActionIcon, Button, Menu, Tooltip } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import type { ExportWhat } from '#core/api.ts';
import classes from './export.module.css';

// Loaded when it is first opened, and kept from then on: a closed dialog still looks after its export.
const ExportDialog = dynamic(() => import('./export-dialog.tsx').then(({ ExportDialog: dialog }) => dialog), {
  ssr: false,
});

/** Something that can be exported; `title` completes "Export …". */
export type Exportable = { what: ExportWhat; title: string };

/** Opens the export of one thing. */
export function ExportButton({ what, title }: Exportable) {
  const [opened, setOpened] = useState<boolean | null>(null);
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconDownload size={14} aria-hidden />}
        aria-label="Export"
        title={`Export ${title}`}
        classNames={{ root: classes.tool ?? '', section: classes.toolSign ?? '', label: classes.toolWord ?? '' }}
        onClick={() => setOpened(true)}
      >
        Export
      </Button>
      {opened === null ? null : (
        <ExportDialog what={what} title={title} opened={opened} onClose={() => setOpened(false)} />
      )}
    </>
  );
}

/** A menu of what can be exported. */
export function ExportMenu({ choices }: { choices: readonly Exportable[] }) {
  const [chosen, setChosen] = useState<Exportable | null>(null);
  const [opened, setOpened] = useState(false);
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <Tooltip label="Export">
            <ActionIcon aria-label="Export" disabled={choices.length === 0}>
              <IconDownload size={17} stroke={1.6} aria-hidden />
            </ActionIcon>
          </Tooltip>
        </Menu.Target>
        <Menu.Dropdown>
          {choices.map((choice) => (
            <Menu.Item
              key={choice.title}
              onClick={() => {
                setChosen(choice);
                setOpened(true);
              }}
            >
              Export {choice.title} …
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      {chosen === null ? null : (
        <ExportDialog what={chosen.what} title={chosen.title} opened={opened} onClose={() => setOpened(false)} />
      )}
    </>
  );
}
