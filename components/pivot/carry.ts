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

/** Makes an element a place to drop on; true while something hovers over it. */
export function useDrop(ref: RefObject<HTMLElement | null>, onDrop: (carried: Carried) => void): boolean {
  const [over, setOver] = useState(false);
  useEffect(() => {
    if (!ref.current) return;
    return dropTargetForElements({
      element: ref.current,
      canDrop: ({ source }) => mark in source.data,
      onDragEnter: () => setOver(true),
      onDragLeave: () => setOver(false),
      onDrop: ({ source, location, self }) => {
        setOver(false);
        if (location.current.dropTargets[0]?.element !== self.element) return;
        onDrop(JSON.parse(String(source.data[mark])) as Carried);
      },
    });
  }, [ref, onDrop]);
  return over;
}
