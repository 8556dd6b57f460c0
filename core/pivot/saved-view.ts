import { z } from 'zod';
import { type PivotView, pivotView, viewParams } from './view.ts';

export const viewName = z
  .string()
  .trim()
  .min(1, 'A name has 1 to 80 characters.')
  .max(80, 'A name has 1 to 80 characters.')
  .regex(/^\P{Cc}+$/u, 'A name holds no control characters.');

/**
 * A view that somebody saved, as the API shows it; times are RFC 3339. One that cannot be read any more has no `view`,
 * and `broken` says why.
 */
export type SavedView = {
  id: string;
  name: string;
  view: PivotView | null;
  broken: string | null;
  created: string;
  changed: string;
};

/** The view that a stored text holds, or why it cannot be read. */
export function readSavedView(text: string): Pick<SavedView, 'view' | 'broken'> {
  let stored: unknown;
  try {
    stored = JSON.parse(text);
  } catch {
    return { view: null, broken: 'What is stored of this view is damaged: delete it and save it again.' };
  }
  const result = pivotView.safeParse(stored);
  if (result.success) return { view: result.data, broken: null };
  const issue = result.error.issues[0];
  const part = issue?.path.length ? `its "${issue.path.join('.')}"` : 'it';
  const why = issue?.message.replace(/\.$/, '') ?? 'not valid';
  return { view: null, broken: `Another version of Weir saved this view, and this one cannot read ${part}: ${why}.` };
}

/** True when two views show the same. */
export function sameView(one: PivotView, other: PivotView): boolean {
  return viewParams(one).toString() === viewParams(other).toString();
}
