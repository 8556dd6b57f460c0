'use client';

import { useSearchParams } from 'next/navigation';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { isWeirError, type WeirError } from '#core/errors.ts';
import { type PivotView, parseViewParams, viewParams } from '#core/pivot/view.ts';

/** Where a page stands in its own history: `index` steps from where it was opened, of at most `last`. */
type Place = { index: number; last: number };

/**
 * The view in the page's URL. Each change is a step of the browser's history, so back and forward are undo and redo.
 * `view` is null where the URL holds none, or one that cannot be read (then there is a `trouble`).
 */
export function useView() {
  const params = useSearchParams();
  const [place, setPlace] = useState<Place>({ index: 0, last: 0 });
  const text = params.toString();
  const read = useMemo((): { view: PivotView | null; trouble: WeirError | null } => {
    if (text === '') return { view: null, trouble: null };
    try {
      return { view: parseViewParams(new URLSearchParams(text)), trouble: null };
    } catch (error) {
      if (!isWeirError(error)) throw error;
      return { view: null, trouble: error };
    }
  }, [text]);

  useEffect(() => {
    const moved = () => setPlace(({ last }) => ({ index: indexNow(), last: Math.max(last, indexNow()) }));
    moved();
    window.addEventListener('popstate', moved);
    return () => window.removeEventListener('popstate', moved);
  }, []);

  const change = useCallback((view: PivotView) => {
    const address = `?${viewParams(view)}`;
    if (address === window.location.search) return;
    const index = indexNow() + 1;
    window.history.pushState({ weirStep: index }, '', address);
    setPlace({ index, last: index });
  }, []);
  const replace = useCallback((view: PivotView) => {
    window.history.replaceState({ weirStep: indexNow() }, '', `?${viewParams(view)}`);
  }, []);

  return {
    ...read,
    change,
    replace,
    undo: place.index > 0 ? () => window.history.back() : undefined,
    redo: place.index < place.last ? () => window.history.forward() : undefined,
  };
}

function indexNow(): number {
  return (window.history.state as { weirStep?: number } | null)?.weirStep ?? 0;
}
