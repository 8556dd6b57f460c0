import { WeirError } from '#core/errors.ts';
import type { MapRef } from '#core/pivot/artefact.ts';
import type { SavedView } from '#core/pivot/saved-view.ts';
import { parseTime } from '#core/time.ts';
import { checkRange, type Range } from '#core/window.ts';
import { findMap, refOf } from '#server/store/rule-maps.ts';
import { findRun, type StoredRun } from '#server/store/runs.ts';
import { findSource, type StoredSource } from '#server/store/sources.ts';
import { findView } from '#server/store/views.ts';
import type { WebWorld } from '../../world.ts';

/** The source that a path names. @throws WeirError `not_found` */
export function sourceOf(world: WebWorld, name: string): StoredSource {
  const source = findSource(world.store, name);
  if (!source) throw new WeirError('not_found', `There is no source "${name.slice(0, 80)}".`, { field: 'source' });
  return source;
}

/** The source that a body names. @throws WeirError `invalid` */
export function sourceIn(world: WebWorld, name: string): StoredSource {
  const source = findSource(world.store, name);
  if (!source) throw new WeirError('invalid', `There is no source "${name.slice(0, 80)}".`, { field: 'source' });
  return source;
}

/** The version of a map that a body names, null for none. @throws WeirError `invalid` */
export function mapIn(world: WebWorld, text: string | null): MapRef | null {
  if (text === null) return null;
  const version = findMap(world.store, text);
  if (!version) throw new WeirError('invalid', `There is no rule map "${text.slice(0, 80)}".`, { field: 'map' });
  return refOf(version);
}

/** The run that a path names. @throws WeirError `not_found` */
export function runOf(world: WebWorld, id: string): StoredRun {
  const run = findRun(world.store, id);
  if (!run) throw new WeirError('not_found', `There is no run "${id.slice(0, 80)}".`, { field: 'run' });
  return run;
}

/** The saved view that a path names. @throws WeirError `not_found` */
export function viewOf(world: WebWorld, idOrName: string): SavedView {
  const view = findView(world.store, idOrName);
  if (!view) throw new WeirError('not_found', `There is no view "${idOrName.slice(0, 80)}".`, { field: 'view' });
  return view;
}

/** @throws WeirError `invalid`, naming `from` or `to` */
export function rangeIn(body: { from: string; to: string }): Range {
  return checkRange({ from: parseTime(body.from, 'from'), to: parseTime(body.to, 'to') });
}

/** @throws WeirError `invalid` when nothing is stored of a range */
export function needEvents(inRange: number): void {
  if (inRange > 0) return;
  throw new WeirError('invalid', 'No event of this range is stored: pull it by a run first, or choose another range.', {
    field: 'from',
  });
}

/** How long a query may take, in ms. */
export const queryTimeout = 120_000;
