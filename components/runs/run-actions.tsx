'use client';

import { Button, Tooltip } from '@mantine/core';
import { IconChartGridDots } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import Link from 'next/link';
import { look, viewParams } from '#core/pivot/view.ts';
import { isFinal } from '#core/run/run.ts';
import type { RunView } from '#core/run/view.ts';
import { ask } from '../api/ask.ts';
import { showMessage } from '../ui/messages.ts';
import { sentenceOf } from '../ui/states.tsx';

/** The parameters of the pivot page that show a run's stored pivot. */
function pivotParams(run: RunView): URLSearchParams {
  return viewParams({
    source: run.source,
    range: { from: run.from, to: run.to },
    zone: 'UTC',
    map: run.map && `${run.map.name}@${run.map.version}`,
    spec: run.spec,
    look: look.parse({}),
  });
}

/** What can be done with a run now. */
export function RunActions({ run }: { run: RunView }) {
  const client = useQueryClient();
  const act = useMutation({
    mutationFn: (word: 'cancel' | 'retry') => ask<RunView>(`/runs/${run.id}/${word}`, { method: 'POST' }),
    onSuccess: (view) => {
      client.setQueryData(['run', run.id], view);
      void client.invalidateQueries({ queryKey: ['run', run.id, 'batches'] });
    },
    onError: (error) => {
      showMessage({ color: 'red', message: sentenceOf(error) });
      void client.invalidateQueries({ queryKey: ['run', run.id] });
    },
  });
  const ended = isFinal(run.state);
  const noCancel = run.stopping ? 'It is being cancelled.' : null;
  return (
    <>
      {ended ? null : (
        <ReasonedButton word="Cancel" reason={noCancel} busy={act.isPending} press={() => act.mutate('cancel')} />
      )}
      {ended && run.state !== 'complete' ? (
        <ReasonedButton word="Retry" reason={null} busy={act.isPending} press={() => act.mutate('retry')} />
      ) : null}
      {run.artefact === null ? null : (
        <Button
          component={Link}
          href={`/pivot?${pivotParams(run)}`}
          leftSection={<IconChartGridDots size={14} aria-hidden />}
        >
          Open its pivot
        </Button>
      )}
    </>
  );
}

/** A button that, when it cannot be pressed, can still be reached and says why. */
function ReasonedButton(props: { word: string; reason: string | null; busy: boolean; press: () => void }) {
  const { word, reason, busy, press } = props;
  return (
    <Tooltip label={reason} disabled={reason === null} events={{ hover: true, focus: true, touch: true }}>
      <Button
        variant="default"
        data-disabled={reason === null ? undefined : true}
        aria-disabled={reason !== null}
        onClick={() => {
          if (reason === null && !busy) press();
        }}
      >
        {word}
      </Button>
    </Tooltip>
  );
}
