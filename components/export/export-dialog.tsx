'use client';

import { Modal } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import type { ExportWhat } from '#core/api.ts';
import { type ExportFormat, type ExportView, hasEnded, type TableLayout } from '#core/export/export.ts';
import { ExportChoice } from './export-choice.tsx';
import { ExportProgress } from './export-progress.tsx';
import { startExport, useExport } from './exports.ts';
import { offerWhenReady } from './offer-when-ready.tsx';

type Props = {
  what: ExportWhat;
  /** What is exported, in words: `the events of SQLi × block`. */
  title: string;
  opened: boolean;
  onClose: () => void;
};

/**
 * Exports a table or events: asks for the form, shows how far it is, and has the browser save the file. Closed while it
 * runs, it lets it go on, and a notification offers the file.
 */
export function ExportDialog({ what, title, opened, onClose }: Props) {
  const [format, setFormat] = useState<ExportFormat>('xlsx');
  const [layout, setLayout] = useState<TableLayout>('table');
  const [id, setId] = useState<string | null>(null);
  const [refusal, setRefusal] = useState<unknown>(null);
  const [asking, setAsking] = useState(false);
  const { data: view, error } = useExport(id, opened);
  useOfferWhenLeft(id, view, title, opened);

  const asked = JSON.stringify(what);
  const askedBefore = useRef(asked);
  useEffect(() => {
    if (askedBefore.current === asked) return;
    askedBefore.current = asked;
    setId(null);
    setRefusal(null);
  }, [asked]);

  const begin = async () => {
    setRefusal(null);
    setAsking(true);
    try {
      setId((await startExport(what.kind === 'table' ? { ...what, layout } : what, format)).id);
    } catch (trouble) {
      setId(null);
      setRefusal(trouble);
    } finally {
      setAsking(false);
    }
  };
  const again = () => {
    setId(null);
    setRefusal(null);
  };

  return (
    <Modal
      opened={opened}
      onClose={onClose}
      onExitTransitionEnd={() => view && hasEnded(view.state) && again()}
      title={`Export ${title}`}
      size={520}
      lockScroll={false}
    >
      {id === null ? (
        <ExportChoice
          what={what}
          format={format}
          layout={layout}
          refusal={refusal}
          asking={asking}
          onFormat={setFormat}
          onLayout={setLayout}
          onExport={begin}
        />
      ) : (
        <ExportProgress view={view} trouble={error} onRetry={begin} onOther={again} onClose={onClose} />
      )}
    </Modal>
  );
}

/** While an export runs that the dialog no longer shows, its end is watched for. */
function useOfferWhenLeft(id: string | null, view: ExportView | undefined, title: string, opened: boolean): void {
  const left = useRef({ id, running: false, title });
  useEffect(() => {
    if (!opened) return;
    return () => {
      const { id: one, running, title: name } = left.current;
      if (one === null || !running) return;
      watchers.get(one)?.abort();
      const watcher = new AbortController();
      watchers.set(one, watcher);
      void offerWhenReady(one, name, watcher.signal).finally(() => watchers.delete(one));
    };
  }, [opened]);
  useEffect(() => {
    left.current = { id, running: id !== null && !(view && hasEnded(view.state)), title };
  });
  useEffect(() => {
    if (opened && id !== null) watchers.get(id)?.abort();
  }, [opened, id]);
}

const watchers = new Map<string, AbortController>();
