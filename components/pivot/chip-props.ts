import type { PivotView } from '#core/pivot/view.ts';
import type { MapVersion } from '#core/rule-map/version.ts';
import type { Range } from '#core/window.ts';
import type { Carried, Shelf } from './spec-edit.ts';

/** An entry of a shelf, and what may be done with it. */
export type ChipProps = {
  view: PivotView;
  map: MapVersion | null;
  range: Range;
  broken: string | undefined;
  shelf: Shelf;
  index: number;
  text: string;
  unfolded: { rows: number; columns: number };
  onUnfold: (shelf: 'rows' | 'columns', depth: number) => void;
  onChange: (view: PivotView) => void;
  onDrop: (carried: Carried, index: number) => void;
};
