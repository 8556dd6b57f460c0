'use client';

import { useSyncExternalStore } from 'react';
import { columnsText, parseColumns } from './columns.ts';

const key = 'weir-event-columns';
const listeners = new Set<() => void>();

function read(): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The columns that this browser's reader chose last, null before that. */
export function useKeptColumns(): string[] | null {
  const text = useSyncExternalStore(subscribe, read, () => null);
  return parseColumns(text);
}

export function keepColumns(columns: readonly string[]): void {
  try {
    localStorage.setItem(key, columnsText(columns));
  } catch {}
  for (const listener of listeners) listener();
}
