'use client';

import { useQueries } from '@tanstack/react-query';
import type { SavedView } from '#core/pivot/saved-view.ts';
import type { MapVersion } from '#core/rule-map/version.ts';
import type { RunView } from '#core/run/view.ts';
import type { SourceView } from '#core/source.ts';
import { ask } from '../api/ask.ts';
import { useFormat } from '../ui/format.ts';
import { sentenceOf } from '../ui/states.tsx';
import type { Known } from './finds.ts';

type Lists = { views?: SavedView[]; runs?: RunView[]; maps?: MapVersion[]; sources?: SourceView[] };

/** What the palette searches, asked for when it is opened: what is there so far, and what could not be asked. */
export function useKnown(): Known & { pending: boolean; trouble: string | null } {
  const format = useFormat();
  const answers = useQueries({
    queries: ['/views', '/runs', '/maps', '/sources'].map((path) => ({
      queryKey: ['palette', path],
      queryFn: ({ signal }: { signal: AbortSignal }) => ask<Lists>(path, { signal }),
    })),
  });
  const lists: Lists = Object.assign({}, ...answers.map(({ data }) => data));
  const failed = answers.find(({ error }) => error !== null);
  return {
    views: lists.views ?? [],
    runs: lists.runs ?? [],
    maps: lists.maps ?? [],
    sources: lists.sources ?? [],
    period: (from, to) => `${format.time(from)} to ${format.time(to)}`,
    pending: answers.some(({ isPending }) => isPending),
    trouble: failed ? sentenceOf(failed.error) : null,
  };
}
