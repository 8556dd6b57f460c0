'use client';

import { type RefObject, useEffect } from 'react';

/** Sets `data-more` on an element that scrolls sideways for as long as something of it lies beyond its right edge. */
export function useMoreAtRight(ref: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const box = ref.current;
    if (!box) return;
    const look = () => box.toggleAttribute('data-more', box.scrollLeft + box.clientWidth < box.scrollWidth - 1);
    const sizes = new ResizeObserver(look);
    const children = new MutationObserver(look);
    sizes.observe(box);
    children.observe(box, { childList: true, characterData: true, subtree: true });
    box.addEventListener('scroll', look, { passive: true });
    look();
    return () => {
      sizes.disconnect();
      children.disconnect();
      box.removeEventListener('scroll', look);
    };
  }, [ref]);
}
