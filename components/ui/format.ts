'use client';

import { useMemo } from 'react';
import { useSettings } from '../settings/settings.ts';

/** How numbers and times are written for this reader. Times are epoch ms or RFC 3339. */
export type Format = {
  zone: string;
  count(value: number | bigint | string): string;
  /** With `digits` decimals, so that a column's decimals stand below each other. */
  decimal(value: number, digits: number): string;
  /** Short, for the ticks of an axis: `12K`. */
  compact(value: number): string;
  percent(share: number): string;
  bytes(value: number): string;
  /** `2026-01-31 08:00:00`, in the reader's zone. */
  time(value: number | string): string;
  /** `2026-01-31 08:00:00.123 UTC`: what stands on hover. */
  exactTime(value: number | string): string;
  /** `3 min ago` */
  ago(value: number | string): string;
  duration(milliseconds: number): string;
};

export function useFormat(): Format {
  const { zone, numbers } = useSettings();
  return useMemo(() => makeFormat(zone, numbers), [zone, numbers]);
}

export function makeFormat(zone: string, numbers: string): Format {
  const locale = numbers === 'auto' ? undefined : numbers;
  const timeZone = zone === 'auto' ? undefined : zone;
  const whole = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
  const decimals = new Map<number, Intl.NumberFormat>();
  const short = new Intl.NumberFormat(locale, { notation: 'compact', maximumFractionDigits: 1 });
  const share = new Intl.NumberFormat(locale, {
    style: 'percent',
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
  });
  // Swedish dates are written like ISO 8601.
  const clock = new Intl.DateTimeFormat('sv-SE', {
    timeZone,
    dateStyle: 'short',
    timeStyle: 'medium',
  });
  const zoneName = new Intl.DateTimeFormat('en-GB', { timeZone, timeZoneName: 'short' });
  const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto', style: 'short' });
  const at = (value: number | string) => (typeof value === 'number' ? value : Date.parse(value));
  const decimal = (value: number, digits: number) => {
    let format = decimals.get(digits);
    if (!format) {
      format = new Intl.NumberFormat(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits });
      decimals.set(digits, format);
    }
    return format.format(value);
  };
  return {
    zone: timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone,
    count: (value) => whole.format(typeof value === 'string' ? BigInt(value) : value),
    decimal,
    compact: (value) => short.format(value),
    percent: (value) => share.format(value),
    bytes(value) {
      const steps = ['B', 'kB', 'MB', 'GB', 'TB'];
      const step = Math.min(steps.length - 1, value < 1 ? 0 : Math.floor(Math.log10(value) / 3));
      return `${step === 0 ? whole.format(value) : decimal(value / 1000 ** step, 1)} ${steps[step]}`;
    },
    time: (value) => clock.format(at(value)),
    exactTime(value) {
      const name = zoneName.formatToParts(at(value)).find(({ type }) => type === 'timeZoneName')?.value ?? '';
      const fraction = typeof value === 'string' ? (/\.\d+/.exec(value)?.[0] ?? '') : '';
      return `${clock.format(at(value))}${fraction} ${name}`;
    },
    ago(value) {
      const seconds = Math.round((at(value) - Date.now()) / 1000);
      const size = Math.abs(seconds);
      if (size < 60) return relative.format(seconds, 'second');
      if (size < 3600) return relative.format(Math.round(seconds / 60), 'minute');
      if (size < 86_400 * 2) return relative.format(Math.round(seconds / 3600), 'hour');
      return relative.format(Math.round(seconds / 86_400), 'day');
    },
    duration(milliseconds) {
      if (milliseconds < 1000) return `${Math.round(milliseconds)} ms`;
      const seconds = milliseconds / 1000;
      if (seconds < 60) return `${decimal(seconds, seconds < 10 ? 1 : 0)} s`;
      if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;
      return `${Math.floor(seconds / 3600)} h ${Math.round((seconds % 3600) / 60)} min`;
    },
  };
}
