'use client';

import { useMemo } from 'react';
import { useSettings } from '../settings/settings.ts';
import { type Format, makeFormat } from '../ui/format.ts';

/** How numbers and times are written in a question's own zone; null is the reader's. */
export function useZoneFormat(zone: string | null): Format {
  const settings = useSettings();
  return useMemo(() => makeFormat(zone ?? settings.zone, settings.numbers), [zone, settings.zone, settings.numbers]);
}
