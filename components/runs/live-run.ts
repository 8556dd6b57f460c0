'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { isFinal } from '#core/run/run.ts';
import type { BatchView, RunView, RunWord } from '#core/run/view.ts';
import { apiRoot, ask } from '../api/ask.ts';

/** How often a run is asked for while its stream is broken, and how long until the stream is tried again, in ms. */
const pollEvery = 2_000;
const againAfter = 5_000;

/**
 * A run and its batches, kept up to date by server-sent events until it has ended. While the stream is broken the run is
 * asked for again and again, and `isPolled` is true.
 */
export function useLiveRun(id: string) {
  const client = useQueryClient();
  const [isPolled, setPolled] = useState(false);
  const path = `/runs/${encodeURIComponent(id)}`;
  const run = useQuery({
    queryKey: ['run', id],
    queryFn: ({ signal }) => ask<RunView>(path, { signal }),
    refetchInterval: ({ state: { data } }) => (isPolled && data && !isFinal(data.state) ? pollEvery : false),
  });
  const batches = useQuery({
    queryKey: ['run', id, 'batches'],
    queryFn: async ({ signal }) => (await ask<{ batches: BatchView[] }>(`${path}/batches`, { signal })).batches,
    refetchInterval: isPolled ? pollEvery : false,
  });
  const isLive = run.data !== undefined && !isFinal(run.data.state);

  useEffect(() => {
    if (!isLive) return;
    const hear = ({ changed, ...view }: RunWord) => {
      setPolled(false);
      client.setQueryData<RunView>(['run', id], view);
      const known = client.getQueryData<BatchView[]>(['run', id, 'batches']);
      if (isFinal(view.state) || known?.length !== view.batches) {
        void client.invalidateQueries({ queryKey: ['run', id, 'batches'] });
      } else if (changed.length > 0) {
        const news = new Map(changed.map((one) => [one.key, one]));
        client.setQueryData(
          ['run', id, 'batches'],
          known.map((batch) => ({ ...batch, ...news.get(batch.key) })),
        );
      }
      if (isFinal(view.state)) void client.invalidateQueries({ queryKey: ['coverage'] });
    };
    return openStream(`${apiRoot}${path}/progress`, hear, () => setPolled(true));
  }, [isLive, id, path, client]);

  return { run, batches: batches.data, isPolled: isPolled && isLive };
}

/** Hears a stream of server-sent events, opened anew whenever it breaks; returns how to close it. */
function openStream(url: string, hear: (word: RunWord) => void, broken: () => void): () => void {
  let source: EventSource;
  let timer: ReturnType<typeof setTimeout>;
  const open = () => {
    source = new EventSource(url);
    source.onmessage = ({ data }) => hear(JSON.parse(data) as RunWord);
    source.onerror = () => {
      broken();
      // The browser itself tries again only what was cut, not what was refused.
      if (source.readyState === EventSource.CLOSED) timer = setTimeout(open, againAfter);
    };
  };
  open();
  return () => {
    clearTimeout(timer);
    source.close();
  };
}
