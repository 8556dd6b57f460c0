'use client';

import { useSyncExternalStore } from 'react';

/** What this browser keeps of its reader's taste. `zone` and `numbers` may be `auto`: the browser's own. */
export type Settings = { zone: string; numbers: string; rail: 'wide' | 'narrow' };

/** How numbers may be written: `auto`, or the language tag that writes them so. */
export const numberFormats = ['auto', 'en-GB', 'de-DE', 'fr-FR', 'de-CH'] as const;

const key = 'weir-settings';
const plain: Settings = { zone: 'UTC', numbers: 'auto', rail: 'wide' };
const listeners = new Set<() => void>();
let current: Settings | undefined;

function read(): Settings {
  if (current === undefined) {
    try {
      current = sound({ ...plain, ...(JSON.parse(localStorage.getItem(key) ?? '{}') as Partial<Settings>) });
    } catch {
      current = plain;
    }
  }
  return current;
}

/** Another version may have kept what this one cannot use. */
function sound({ zone, numbers, rail }: Settings): Settings {
  return {
    zone: isKnownZone(zone) ? zone : plain.zone,
    numbers: (numberFormats as readonly string[]).includes(numbers) ? numbers : plain.numbers,
    rail: rail === 'narrow' ? 'narrow' : 'wide',
  };
}

function isKnownZone(zone: string): boolean {
  if (zone === 'auto') return true;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }) !== undefined;
  } catch {
    return false;
  }
}

/** Changes what is given, in every tab. */
export function changeSettings(change: Partial<Settings>): void {
  current = { ...read(), ...change };
  try {
    localStorage.setItem(key, JSON.stringify(current));
  } catch {}
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  const other = (event: StorageEvent) => {
    if (event.key !== key) return;
    current = undefined;
    listener();
  };
  window.addEventListener('storage', other);
  return () => {
    listeners.delete(listener);
    window.removeEventListener('storage', other);
  };
}

export function useSettings(): Settings {
  return useSyncExternalStore(subscribe, read, () => plain);
}
