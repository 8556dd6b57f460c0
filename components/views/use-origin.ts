'use client';

import { useEffect, useState } from 'react';
import { type SavedView, sameView } from '#core/pivot/saved-view.ts';
import type { PivotView } from '#core/pivot/view.ts';

const key = 'weir-view';

/**
 * The saved view that the page's view came from: the last one that it was the same as in this tab. A URL holds the view
 * itself and not its name, so that a link shows the same when the saved view is changed.
 */
export function useOrigin(view: PivotView, views: readonly SavedView[] | undefined): SavedView | null {
  const [id, setId] = useState<string | null>(null);
  useEffect(() => setId(sessionStorage.getItem(key)), []);
  const same = views?.filter((one) => one.view !== null && sameView(one.view, view)) ?? [];
  const next = same.find((one) => one.id === id) ?? same[0];
  const nextId = next?.id ?? id;
  useEffect(() => {
    if (nextId === null) return;
    sessionStorage.setItem(key, nextId);
    setId(nextId);
  }, [nextId]);
  return views?.find((one) => one.id === nextId) ?? null;
}
