'use client';

import { useHotkeys } from '@mantine/hooks';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useOnDemand } from './on-demand.ts';
import { paletteEvent } from './palette-store.ts';

const load = () => import('./palette-dialog.tsx').then(({ PaletteDialog }) => PaletteDialog);

/** Search and commands, opened by Ctrl K or ⌘K wherever the reader is; loaded when first opened. */
export function Palette() {
  const [Dialog, ask] = useOnDemand(load);
  const [opened, setOpened] = useState(false);
  const takeTyped = useTypedAhead(opened);
  const open = useCallback(() => {
    ask();
    setOpened(true);
  }, [ask]);
  useHotkeys([['mod+K', () => (opened ? setOpened(false) : open())]], []);
  useEffect(() => paletteEvent.listen(open), [open]);
  return Dialog ? <Dialog opened={opened} onClose={() => setOpened(false)} takeTyped={takeTyped} /> : null;
}

/** Keeps what is typed from when the palette is asked for until its field is there to take it. */
function useTypedAhead(opened: boolean): () => string {
  const typed = useRef<string | null>(null);
  useEffect(() => {
    if (!opened) return;
    const keep = (event: KeyboardEvent) => {
      if (typed.current === null || event.key.length !== 1 || event.ctrlKey || event.metaKey || event.altKey) return;
      typed.current += event.key;
      event.preventDefault();
    };
    typed.current = '';
    window.addEventListener('keydown', keep, true);
    return () => {
      typed.current = null;
      window.removeEventListener('keydown', keep, true);
    };
  }, [opened]);
  return useCallback(() => {
    const text = typed.current ?? '';
    typed.current = null;
    return text;
  }, []);
}
