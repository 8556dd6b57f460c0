'use client';

import { isWeirError } from '#core/errors.ts';
import { type ExportView, hasEnded } from '#core/export/export.ts';
import { hideMessage, showMessage } from '../ui/messages.ts';
import { sentenceOf } from '../ui/states.tsx';
import { fileAddress, lookEvery, readExport } from './exports.ts';

/**
 * Goes on looking at an export whose dialog was closed, whatever page is shown meanwhile, and offers its file when it is
 * ready, or says why there is none. An aborted `signal` ends it quietly.
 */
export async function offerWhenReady(id: string, title: string, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await new Promise((resolve) => setTimeout(resolve, 2 * lookEvery));
    try {
      const view = await readExport(id, signal);
      if (!hasEnded(view.state) || signal.aborted) continue;
      if (view.state !== 'cancelled') show(view, title);
      return;
    } catch (error) {
      if (signal.aborted) return;
      if (isWeirError(error) && error.code === 'unavailable') continue;
      showMessage({ color: 'red', title: 'Not exported', message: sentenceOf(error), autoClose: false });
      return;
    }
  }
}

function show(view: ExportView, title: string): void {
  if (view.state === 'failed') {
    const message = `${title}: ${view.error?.message ?? 'something went wrong.'}`;
    showMessage({ color: 'red', title: 'Not exported', message, autoClose: false });
    return;
  }
  const notificationId = `export-${view.id}`;
  showMessage({
    id: notificationId,
    title: 'The export is ready',
    message: (
      <>
        {title}:{' '}
        <a
          href={fileAddress(view.id)}
          download={view.fileName}
          style={{ color: 'var(--accent)', overflowWrap: 'anywhere' }}
          onClick={() => hideMessage(notificationId)}
        >
          {view.fileName}
        </a>
        {view.notes.map((note) => (
          <p key={note} style={{ margin: '4px 0 0' }}>
            {note}
          </p>
        ))}
      </>
    ),
    autoClose: false,
  });
}
