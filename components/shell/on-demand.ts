'use client';

import { type ComponentType, useCallback, useState } from 'react';
import { sentenceOfFailure } from '../ui/failure.ts';
import { showMessage } from '../ui/messages.ts';

/**
 * A component that costs a page nothing until it is asked for: null until then. `load` must be the same function at
 * every call. Where it cannot be loaded a message says why.
 */
export function useOnDemand<Props>(
  load: () => Promise<ComponentType<Props>>,
): [Component: ComponentType<Props> | null, ask: () => void] {
  const [Component, setComponent] = useState<ComponentType<Props> | null>(null);
  const ask = useCallback(() => {
    load().then(
      (loaded) => setComponent(() => loaded),
      (error) => showMessage({ color: 'red', message: sentenceOfFailure(error) }),
    );
  }, [load]);
  return [Component, ask];
}
