'use client';

import { useQuery } from '@tanstack/react-query';
import type { ExportWhat } from '#core/api.ts';
import { type ExportFormat, type ExportView, hasEnded } from '#core/export/export.ts';
import { apiRoot, ask } from '../api/ask.ts';

/** How often an export is looked at, in ms. */
export const lookEvery = 500;

export function startExport(what: ExportWhat, format: ExportFormat): Promise<ExportView> {
  return ask<ExportView>('/exports', { body: { what, format } });
}

export function readExport(id: string, signal?: AbortSignal): Promise<ExportView> {
  return ask<ExportView>(`/exports/${id}`, signal ? { signal } : {});
}

/** Cancels an export that has not ended. */
export function cancelExport(id: string): Promise<void> {
  return ask<void>(`/exports/${id}`, { method: 'DELETE' });
}

export function fileAddress(id: string): string {
  return `${apiRoot}/exports/${id}/file`;
}

const saved = new Set<string>();

/** Has the browser save the file of a finished export; the second time it does nothing. */
export function saveOnce({ id, fileName }: ExportView): void {
  if (saved.has(id)) return;
  saved.add(id);
  const link = document.createElement('a');
  link.href = fileAddress(id);
  link.download = fileName;
  document.body.append(link);
  link.click();
  link.remove();
}

/** An export, asked for again until it has ended while somebody is `looking`. */
export function useExport(id: string | null, looking: boolean) {
  return useQuery({
    queryKey: ['export', id],
    queryFn: ({ signal }) => readExport(id ?? '', signal),
    enabled: looking && id !== null,
    staleTime: 0,
    refetchInterval: ({ state: { data } }) => (data && hasEnded(data.state) ? false : lookEvery),
  });
}
