'use client';

import { useEffect } from 'react';

/** Fetches, once the first table is there and the page has time, what the first presses will open. */
export function usePreload(ready: boolean): void {
  useEffect(() => {
    if (!ready) return;
    const load = () => {
      void Promise.allSettled([
        import('./dimension-options.tsx'),
        import('./measure-options.tsx'),
        import('./show-options.tsx'),
        import('../events/event-drawer.tsx'),
        import('../question/filter-form.tsx'),
        import('../question/range-form.tsx'),
        import('../views/views-list.tsx'),
      ]);
    };
    if (!('requestIdleCallback' in window)) {
      load();
      return;
    }
    const asked = requestIdleCallback(load, { timeout: 3_000 });
    return () => cancelIdleCallback(asked);
  }, [ready]);
}
