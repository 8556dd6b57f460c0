'use client';

import { draggable, dropTargetForElements } from '@atlaskit/pragmatic-drag-and-drop/element/adapter';
import { type RefObject, useEffect, useState } from 'react';
import type { Carried } from './spec-edit.ts';

const mark = 'weir-field';

/** Makes an element something that can be carried to a shelf, by mouse or touch. Menus are the keyboard's way. */
export function useCarry(ref: RefObject<HTMLElement | null>, carried: Carried): boolean {
  const [moving, setMoving] = useState(false);
  const text = JSON.stringify(carried);
  useEffect(() => {
    if (!ref.current) return;
    return draggable({
      element: ref.current,
      getInitialData: () => ({ [mark]: text }),
      onDragStart: () => setMoving(true),
      onDrop: () => setMoving(false),
    });
  }, [ref, text]);
  return moving;
}

/** Which side of an element something hovers over. */
export type Side = 'before' | 'after';

/** Makes an element a place to drop on; tells where over it something hovers. */
export function useDrop(
  ref: RefObject<HTMLElement | null>,
  onDrop: (carried: Carried, side: Side) => void,
): Side | null {
  const [over, setOver] = useState<Side | null>(null);
  useEffect(() => {
    const element = ref.current;
    if (!element) return;
    const sideOf = (x: number): Side => {
      const { left, width } = element.getBoundingClientRect();
      return x < left + width / 2 ? 'before' : 'after';
    };
    return dropTargetForElements({
      element,
      canDrop: ({ source }) => mark in source.data,
      onDrag: ({ location }) => setOver(sideOf(location.current.input.clientX)),
      onDragLeave: () => setOver(null),
      onDrop: ({ source, location, self }) => {
        setOver(null);
        if (location.current.dropTargets[0]?.element !== self.element) return;
        onDrop(JSON.parse(String(source.data[mark])) as Carried, sideOf(location.current.input.clientX));
      },
    });
  }, [ref, onDrop]);
  return over;
}
