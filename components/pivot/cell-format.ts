import type { ArtefactMeta } from '#core/pivot/artefact.ts';
import type { Share } from '#core/pivot/view.ts';
import type { Format } from '../ui/format.ts';

type Value = number | string | null;
type Measure = ArtefactMeta['measures'][number];

/**
 * A value as it stands in a cell. Nothing counted is a dash, and so is 0 unless zeros are asked for. Decimals are fixed
 * for each measure, so that they stand below each other.
 */
export function cellText(value: Value, measure: Measure, format: Format, zeros: boolean): string {
  if (value === null) return '–';
  if (typeof value === 'string') return /^-?\d+$/.test(value) ? format.count(value) : format.time(value);
  if (value === 0 && !zeros) return '–';
  return measure.text.startsWith('avg:') ? format.decimal(value, 2) : format.count(value);
}

/** A share as it stands in a cell; nothing of nothing is a dash. */
export function shareText(value: Value, whole: Value, format: Format): string {
  const [part, all] = [Number(value ?? 0), Number(whole ?? 0)];
  return value === null || !Number.isFinite(part) || !Number.isFinite(all) || all === 0
    ? '–'
    : format.percent(part / all);
}

/** What a measure's header says besides its label: what its shares are parts of. */
export const shareHeads: Record<Share, string> = {
  none: '',
  grand: '% of all',
  row: '% of row',
  column: '% of column',
  rowParent: '% of parent row',
  columnParent: '% of parent column',
};

const bucketForm = /^(\d{4})-(\d\d)-(\d\d)(?:T(\d\d:\d\d)(?::\d\d)?(Z|[+-]\d\d:\d\d)?)?$/;
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** A time bucket's label in short: its date, and its clock where it has one. */
export function bucketParts(label: string): { date: string; clock: string | null } {
  const [, , month = '', day = '', clock] = bucketForm.exec(label) ?? [];
  return day === ''
    ? { date: label, clock: null }
    : { date: `${Number(day)} ${months[Number(month) - 1]}`, clock: clock ?? null };
}

/** A time bucket's label in short: `24 Nov 02:00`; the whole one is its title. */
export function bucketText(label: string): string {
  const { date, clock } = bucketParts(label);
  return clock === null ? date : `${date} ${clock}`;
}
