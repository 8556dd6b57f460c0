'use client';

import { useEffect, useState } from 'react';
import { useOnDemand } from './on-demand.ts';
import { keysEvent } from './palette-store.ts';

const load = () => import('./keys-dialog.tsx').then(({ KeysDialog }) => KeysDialog);

/** Shows the keys when `?` is pressed anywhere but in a field. */
export function Keys() {
  const [Dialog, ask] = useOnDemand(load);
  const [opened, setOpened] = useState(false);
  useEffect(() => {
    const show = () => {
      ask();
      setOpened(true);
    };
    const press = (event: KeyboardEvent) => {
      if (event.key !== '?' || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      event.preventDefault();
      show();
    };
    window.addEventListener('keydown', press);
    const forget = keysEvent.listen(show);
    return () => {
      window.removeEventListener('keydown', press);
      forget();
    };
  }, [ask]);
  return Dialog ? <Dialog opened={opened} onClose={() => setOpened(false)} /> : null;
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || target.matches('input:not([type="checkbox"], [type="radio"]), textarea, select'))
  );
}
