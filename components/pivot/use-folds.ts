'use client';

import { useCallback, useState } from 'react';
import type { Unfolded } from '#core/pivot/layout.ts';
import { keepOnly, type Narrowing, stepsTo } from '#core/pivot/narrow.ts';
import type { Member } from '#core/pivot/spec.ts';
import { pathOf } from '#core/pivot/tidy.ts';
import type { Pivot } from './use-pivot.ts';

type Axes = 'rows' | 'columns';

/** Up to this many rows a table opens with all its groups open. */
const openAtFirst = 60;

/** Which groups of a pivot are open. Until the reader says otherwise, small pivots are open and large ones closed. */
export function useFolds(pivot: Pivot | undefined) {
  const [chosen, setChosen] = useState<{ rows: number | null; columns: number | null }>({ rows: null, columns: null });
  const [turned, setTurned] = useState<Record<Axes, Member[][]>>({ rows: [], columns: [] });
  const depthOf = (axis: Axes, most: number) => chosen[axis] ?? (pivot && pivot[axis].length - 1 <= most ? 99 : 1);
  const rows: Unfolded = { depth: depthOf('rows', openAtFirst), turned: turned.rows };
  const columns: Unfolded = { depth: depthOf('columns', 24), turned: turned.columns };
  const turn = useCallback((axis: Axes, path: Member[]) => {
    const text = JSON.stringify(path);
    setTurned((before) => {
      const others = before[axis].filter((one) => JSON.stringify(one) !== text);
      return { ...before, [axis]: others.length < before[axis].length ? others : [...others, path] };
    });
  }, []);
  const unfoldTo = useCallback((axis: Axes, depth: number) => {
    setChosen((before) => ({ ...before, [axis]: depth }));
    setTurned((before) => ({ ...before, [axis]: [] }));
  }, []);
  return {
    rows,
    columns,
    unfoldTo,
    turnRow: (position: number) => pivot && turn('rows', pathOf(pivot.rows, position)),
    turnColumn: (position: number) => pivot && turn('columns', pathOf(pivot.columns, position)),
    /** What keeps only a row and a column. */
    narrowing({ meta, ...axes }: Pivot, row: number, column: number): Narrowing | null {
      const { map, spec } = meta.request;
      return keepOnly([
        ...stepsTo(axes.rows, row, spec.rows, map),
        ...stepsTo(axes.columns, column, spec.columns, map),
      ]);
    },
  };
}

export type Folds = ReturnType<typeof useFolds>;
