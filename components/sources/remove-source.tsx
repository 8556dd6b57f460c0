'use client';

import { Button, Modal } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { SourceView } from '#core/source.ts';
import { ask } from '../api/ask.ts';
import { showMessage } from '../ui/messages.ts';
import { Note, sentenceOf } from '../ui/states.tsx';
import classes from './sources.module.css';
import { sourcePath } from './use-sources.ts';

/** Asks before a source is removed, and says why it stays. */
export function RemoveSource({ source, close }: { source: SourceView | null; close: () => void }) {
  const client = useQueryClient();
  const { mutate, error, isPending, reset } = useMutation({
    mutationFn: ({ id }: SourceView) => ask<void>(sourcePath(id), { method: 'DELETE' }),
    onSuccess: async (_nothing, { name }) => {
      showMessage({ message: `${name} is deleted.` });
      close();
      await client.invalidateQueries({ queryKey: ['sources'] });
    },
  });
  const leave = () => {
    reset();
    close();
  };
  return (
    <Modal
      opened={source !== null}
      onClose={leave}
      lockScroll={false}
      title={`Delete ${source?.name ?? ''}?`}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <p className={classes.plain}>
        Its place and credentials are forgotten. What lies in Elasticsearch or in files is not touched. A source that
        has runs stays.
      </p>
      {error ? <Note tone="failed">{sentenceOf(error)}</Note> : null}
      <div className={classes.buttons}>
        <Button color="red" loading={isPending} disabled={error !== null} onClick={() => source && mutate(source)}>
          Delete
        </Button>
        <Button variant="default" onClick={leave} data-autofocus>
          Keep
        </Button>
      </div>
    </Modal>
  );
}
