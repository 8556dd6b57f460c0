'use client';

import { Modal } from '@mantine/core';
import { KeyTable } from './key-table.tsx';

/** What every key does. */
export function KeysDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title="Keys"
      size={660}
      closeButtonProps={{ 'aria-label': 'Close the list of keys' }}
    >
      <KeyTable />
    </Modal>
  );
}
