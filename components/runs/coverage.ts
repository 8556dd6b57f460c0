'use client';

import { useQuery } from '@tanstack/react-query';
import { type AskedRange, fixedRange, rangeText, resolveRange } from '#core/range.ts';
import type { Coverage } from '#core/run/coverage.ts';
import type { Range } from '#core/window.ts';
import { ask } from '../api/ask.ts';

/** A relative range, one of RFC 3339 times, or one of epoch ms. */
export type CoverageRange = AskedRange | Range;

/** How often what is stored is looked at, in ms: runs and hunts add to it. */
const lookEvery = 30_000;

/** What is stored of a source's range; nothing is asked while `source` is null. A relative range is one up to now. */
export function useCoverage(source: string | null, range: CoverageRange) {
  const asked = 'from' in range && typeof range.from === 'number' ? fixedRange(range as Range) : (range as AskedRange);
  return useQuery({
    queryKey: ['coverage', source, rangeText(asked)],
    enabled: source !== null,
    queryFn: ({ signal }) => {
      const { from, to } = fixedRange(resolveRange(asked, Date.now())) as { from: string; to: string };
      return ask<Coverage>(`/coverage?${new URLSearchParams({ source: source ?? '', from, to })}`, { signal });
    },
    refetchInterval: lookEvery,
  });
}
