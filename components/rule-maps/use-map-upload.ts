'use client';

import { useCallback, useEffect, useRef, useState } from 'react';
import { isWeirError, WeirError } from '#core/errors.ts';
import type { MapPreview } from '#core/jobs.ts';
import { headerOf } from '#core/rule-map/columns.ts';
import type { MapVersion } from '#core/rule-map/version.ts';
import { sendFile } from './send-file.ts';

/** `share`: how much of the file has been sent; 1 while it is read. */
export type UploadState =
  | { at: 'empty' }
  | { at: 'busy'; doing: 'preview' | 'publish'; share: number }
  | { at: 'ready'; preview: MapPreview }
  | { at: 'failed'; error: unknown };

/** A file that was chosen: `columns` are the names in its first line. */
export type Chosen = { file: File; columns: string[] };

/** How much of a file is looked at for its first line, in bytes. */
const startBytes = 64 * 1024;

/** Sends a file for a preview, and once it is good, to publish it. `limit`: the largest file, in bytes. */
export function useMapUpload(limit: number, published: (version: MapVersion) => void) {
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const [state, setState] = useState<UploadState>({ at: 'empty' });
  const running = useRef<AbortController | null>(null);

  const stop = useCallback(() => {
    running.current?.abort();
    running.current = null;
  }, []);
  useEffect(() => stop, [stop]);

  const send = async <T>(doing: 'preview' | 'publish', file: File, name: string, key: string | null) => {
    stop();
    const abort = new AbortController();
    running.current = abort;
    setState({ at: 'busy', doing, share: 0 });
    const query = new URLSearchParams({ ...(name === '' ? {} : { name }), ...(key === null ? {} : { key }) });
    try {
      return await sendFile<T>(`/maps${doing === 'preview' ? '/preview' : ''}?${query}`, file, {
        signal: abort.signal,
        onSent: (share) => {
          if (running.current === abort) setState({ at: 'busy', doing, share });
        },
      });
    } catch (error) {
      if (running.current === abort) setState({ at: 'failed', error });
      return undefined;
    }
  };
  const preview = async (file: File, name: string, key: string | null) => {
    const found = await send<MapPreview>('preview', file, name, key);
    if (found) setState({ at: 'ready', preview: found });
  };
  const publish = async (file: File, name: string, key: string | null) => {
    const version = await send<MapVersion>('publish', file, name, key);
    if (version) published(version);
  };
  /** Takes a file up; a preview is asked for unless it is plain that the file is none. */
  const choose = async (file: File, name: string) => {
    stop();
    const wrong = troubleWith(file, limit);
    if (wrong !== null) {
      setChosen({ file, columns: [] });
      setState({ at: 'failed', error: new WeirError('invalid', wrong, { field: 'file' }) });
      return;
    }
    const start = await file
      .slice(0, startBytes)
      .text()
      .catch(() => '');
    setChosen({ file, columns: [...new Set(headerOf(start).filter(Boolean))].slice(0, 1000) });
    await preview(file, name, null);
  };
  const clear = () => {
    stop();
    setChosen(null);
    setState({ at: 'empty' });
  };
  /** Leaves a preview that is under way; the file stays chosen. */
  const halt = () => {
    stop();
    setState({ at: 'failed', error: new WeirError('cancelled', 'Stopped. Nothing was changed.') });
  };
  return { chosen, state, choose, preview, publish, clear, halt };
}

function troubleWith(file: File, limit: number): string | null {
  if (file.size === 0) return 'The file is empty.';
  if (file.size > limit) {
    const size = Math.ceil(file.size / 1024 / 1024);
    return `The file has ${size} MB; ${limit / 1024 / 1024} MB is the most (WEIR_UPLOAD_LIMIT_MB).`;
  }
  if (/\.(?:xlsx?|ods|numbers)$/i.test(file.name))
    return 'This is a workbook, not a CSV file: save the sheet as CSV UTF-8, then upload that.';
  return null;
}

/** True for an error that lies in the file, rather than in the way to Weir. */
export function isOfFile(error: unknown): boolean {
  return isWeirError(error) && (error.code === 'invalid' || error.code === 'too_large');
}
