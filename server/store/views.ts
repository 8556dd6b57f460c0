import { randomUUID } from 'node:crypto';
import { WeirError } from '#core/errors.ts';
import { readSavedView, type SavedView } from '#core/pivot/saved-view.ts';
import type { PivotView } from '#core/pivot/view.ts';
import { formatTime } from '#core/time.ts';
import { type Store, transaction } from './open.ts';

type Row = { id: string; name: string; view: string; created: number; changed: number };

const fromRow = ({ id, name, view, created, changed }: Row): SavedView => ({
  id,
  name,
  ...readSavedView(view),
  created: formatTime(created),
  changed: formatTime(changed),
});

/** All saved views by name, those that cannot be read any more included. */
export function listViews(store: Store): SavedView[] {
  return (store.prepare('SELECT * FROM views ORDER BY name').all() as Row[]).map(fromRow);
}

/** The saved view of that id or name. */
export function findView(store: Store, idOrName: string): SavedView | undefined {
  const row = store.prepare('SELECT * FROM views WHERE id = ?1 OR name = ?1').get(idOrName) as Row | undefined;
  return row && fromRow(row);
}

/** Saves a view. @throws WeirError `conflict` when the name is taken, whatever its case */
export function addView(store: Store, name: string, view: PivotView): SavedView {
  return transaction(store, () => {
    needFreeName(store, name, null);
    const row: Row = { id: randomUUID(), name, view: JSON.stringify(view), created: Date.now(), changed: Date.now() };
    store
      .prepare('INSERT INTO views (id, name, view, created, changed) VALUES (?, ?, ?, ?, ?)')
      .run(row.id, row.name, row.view, row.created, row.changed);
    return fromRow(row);
  });
}

/** Changes what is given of a saved view. @throws WeirError `conflict` when the name is taken, `not_found` */
export function changeView(store: Store, id: string, change: { name?: string; view?: PivotView }): SavedView {
  return transaction(store, () => {
    const row = store.prepare('SELECT * FROM views WHERE id = ?').get(id) as Row | undefined;
    if (!row) throw new WeirError('not_found', 'The view was deleted meanwhile.', { field: 'view' });
    if (change.name !== undefined) needFreeName(store, change.name, id);
    const changed: Row = {
      ...row,
      name: change.name ?? row.name,
      view: change.view === undefined ? row.view : JSON.stringify(change.view),
      changed: Date.now(),
    };
    store
      .prepare('UPDATE views SET name = ?, view = ?, changed = ? WHERE id = ?')
      .run(changed.name, changed.view, changed.changed, id);
    return fromRow(changed);
  });
}

export function removeView(store: Store, id: string): void {
  store.prepare('DELETE FROM views WHERE id = ?').run(id);
}

function needFreeName(store: Store, name: string, own: string | null): void {
  const taken = store.prepare('SELECT id FROM views WHERE name = ? AND id IS NOT ?').get(name, own);
  if (!taken) return;
  throw new WeirError('conflict', `There is a view named "${name}" already: choose another name.`, { field: 'name' });
}
