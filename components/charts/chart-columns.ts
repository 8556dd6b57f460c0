import type { Axis } from '#core/pivot/artefact.ts';

/** Most series that a chart shows. */
export const mostSeries = 8;

/** What a stacked chart shows of the outermost columns: `shown` by position, and how many others are one series, Other. */
export type ChartColumns = { shown: number[]; folded: number; words: string | null };

/**
 * Which of `columns` are stacked, at most {@link mostSeries}. Where the parts add up to the total, what is left becomes one
 * series, so that a bar is as long as its row's total; times are never put together. `words` says what is not shown.
 */
export function chartColumns(axis: Axis, columns: readonly number[], addsUp: boolean, isTime: boolean): ChartColumns {
  if (columns.length <= mostSeries) return { shown: [...columns], folded: 0, words: null };
  if (!addsUp || isTime) {
    const words = `first ${mostSeries} of ${columns.length} columns`;
    return { shown: columns.slice(0, mostSeries), folded: 0, words };
  }
  const kind = (position: number) => axis[position]?.member.kind;
  const named = columns.filter((position) => kind(position) !== 'other');
  const unexplained = named.find((position) => kind(position) === 'unmatched');
  const first = named.slice(0, mostSeries - 1);
  const shown =
    unexplained === undefined || first.includes(unexplained) ? first : [...first.slice(0, mostSeries - 2), unexplained];
  const folded = columns
    .filter((position) => !shown.includes(position))
    .reduce((sum, position) => sum + (axis[position]?.members ?? 1), 0);
  return { shown, folded, words: `${shown.length} of ${shown.length + folded} columns, the others together` };
}
