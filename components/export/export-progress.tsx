'use client';

import { Anchor, Button, Progress } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { type ExportView, hasEnded } from '#core/export/export.ts';
import { type Format, useFormat } from '../ui/format.ts';
import { Note, sentenceOf } from '../ui/states.tsx';
import classes from './export.module.css';
import { cancelExport, fileAddress, saveOnce } from './exports.ts';

type Props = {
  view: ExportView | undefined;
  trouble: unknown;
  onRetry: () => void;
  onOther: () => void;
  onClose: () => void;
};

/** How far an export is, and how it ended. The file is saved by itself, once. */
export function ExportProgress({ view, trouble, onRetry, onOther, onClose }: Props) {
  useEffect(() => {
    if (view?.state === 'done') saveOnce(view);
  }, [view]);
  if (view === undefined) {
    return trouble ? (
      <Ended sentence={sentenceOf(trouble)} onRetry={onRetry} onOther={onOther} />
    ) : (
      <Running view={undefined} onClose={onClose} />
    );
  }
  if (!hasEnded(view.state)) return <Running view={view} onClose={onClose} />;
  if (view.state === 'done') return <Done view={view} onOther={onOther} onClose={onClose} />;
  const sentence =
    view.state === 'cancelled'
      ? undefined
      : (view.error?.message ?? 'The export failed: the log of the workers says why.');
  return <Ended sentence={sentence} onRetry={onRetry} onOther={onOther} />;
}

function Running({ view, onClose }: { view: ExportView | undefined; onClose: () => void }) {
  const format = useFormat();
  const client = useQueryClient();
  const cancel = useMutation({
    mutationFn: cancelExport,
    onSettled: () => client.invalidateQueries({ queryKey: ['export', view?.id] }),
  });
  const known = view && view.rows > 0 && view.total;
  return (
    <div className={classes.dialog}>
      <div className={classes.line} role="status">
        <span>{view?.state === 'running' ? 'Writing the file' : 'Waiting for a worker'}</span>
        <span className={classes.rows}>{view ? rowsText(view, format) : ''}</span>
      </div>
      <Progress
        aria-label="How much is written"
        value={known ? (100 * view.rows) / known : 100}
        animated={!known}
        color={known ? undefined : 'gray'}
      />
      {cancel.error ? <Note tone="failed">{sentenceOf(cancel.error)}</Note> : null}
      <p className={classes.good}>You may close this: the file is then offered when it is ready.</p>
      <div className={classes.actions}>
        <Button
          variant="default"
          disabled={!view}
          loading={cancel.isPending}
          onClick={() => view && cancel.mutate(view.id)}
        >
          Cancel
        </Button>
        <Button onClick={onClose}>Close, let it go on</Button>
      </div>
    </div>
  );
}

function rowsText({ rows, total }: ExportView, format: Format): string {
  if (rows === 0) return total === null ? '' : `${format.count(total)} rows`;
  return total === null ? `${format.count(rows)} rows` : `${format.count(rows)} of ${format.count(total)} rows`;
}

function Done({ view, onOther, onClose }: { view: ExportView; onOther: () => void; onClose: () => void }) {
  const format = useFormat();
  return (
    <div className={classes.dialog}>
      <div role="status">
        <div className={classes.line}>
          <span>Your browser saves the file.</span>
          <span className={classes.rows}>
            {format.count(view.rows)} {view.rows === 1 ? 'row' : 'rows'} · {format.bytes(view.bytes ?? 0)}
          </span>
        </div>
        <Anchor className={classes.file} href={fileAddress(view.id)} download={view.fileName}>
          {view.fileName}
        </Anchor>
      </div>
      {view.notes.map((note) => (
        <Note key={note} tone="partial">
          {note}
        </Note>
      ))}
      <p className={classes.good}>Weir keeps it for a day.</p>
      <div className={classes.actions}>
        <Button variant="default" onClick={onOther}>
          Another format
        </Button>
        <Button onClick={onClose} data-autofocus>
          Close
        </Button>
      </div>
    </div>
  );
}

function Ended(props: { sentence: string | undefined; onRetry: () => void; onOther: () => void }) {
  const { sentence, onRetry, onOther } = props;
  return (
    <div className={classes.dialog}>
      {sentence === undefined ? (
        <Note>The export was cancelled. Nothing of it is kept.</Note>
      ) : (
        <Note tone="failed">{sentence}</Note>
      )}
      <div className={classes.actions}>
        <Button variant="default" onClick={onOther}>
          Another format
        </Button>
        <Button onClick={onRetry}>{sentence === undefined ? 'Export again' : 'Try again'}</Button>
      </div>
    </div>
  );
}
