import type { Axis } from './artefact.ts';
import type { Member } from './spec.ts';

/** For each node of an axis, the position after its last descendant. */
export function subtreeEnds(axis: Axis): Int32Array {
  const ends = new Int32Array(axis.length);
  const open: number[] = [];
  for (let at = 0; at <= axis.length; at++) {
    const depth = axis[at]?.depth ?? -1;
    while (open.length > 0 && (axis[open.at(-1) as number]?.depth ?? 0) >= depth) ends[open.pop() as number] = at;
    open.push(at);
  }
  return ends;
}

/**
 * What is open of a tree: every node less deep than `depth`, but for those that `turned` names (by their members from
 * the outside in), which are the other way round. A spec may change without losing it.
 */
export type Unfolded = { depth: number; turned: Member[][] };

/** The position of the node that a path leads to, or -1. */
export function positionOf(axis: Axis, ends: Int32Array, path: readonly Member[]): number {
  let at = 0;
  for (const member of path) {
    const end = ends[at] ?? 0;
    let child = at + 1;
    while (child < end) {
      const node = axis[child];
      if (node?.member.kind === member.kind && node.member.value === member.value) break;
      child = ends[child] ?? end;
    }
    if (child >= end) return -1;
    at = child;
  }
  return at;
}

/** The positions of the nodes whose children are shown otherwise than their depth says. */
export function turnedPositions(axis: Axis, ends: Int32Array, unfolded: Unfolded): Set<number> {
  return new Set(unfolded.turned.map((path) => positionOf(axis, ends, path)).filter((at) => at > 0));
}

/** True when a node's children are shown. */
export function isOpen(depth: number, position: number, unfolded: Unfolded, turned: ReadonlySet<number>): boolean {
  return depth < unfolded.depth !== turned.has(position);
}

/** The nodes below the total that are in sight, in pre-order. */
export function nodesInSight(
  axis: Axis,
  ends: Int32Array,
  unfolded: Unfolded,
  turned: ReadonlySet<number>,
): Int32Array {
  const shown = new Int32Array(axis.length);
  let count = 0;
  for (let at = 1; at < axis.length; ) {
    shown[count++] = at;
    at = isOpen(axis[at]?.depth ?? 0, at, unfolded, turned) ? at + 1 : (ends[at] ?? axis.length);
  }
  return shown.subarray(0, count);
}

/**
 * A header cell above a column: the node whose label it bears; `total` of a group; `filler` where there is no node, with a
 * label of its own for a date above its hours. `title`: the label in full, where it is shown in short.
 */
export type HeaderStep = {
  key: string;
  position: number;
  label: string;
  kind: 'node' | 'total' | 'filler';
  title?: string;
};

/**
 * A column of values: a node of the column axis and a measure; `trail` holds its header cells, one for each level. Its
 * key is made of members, so that it means the same column in another artefact.
 */
export type ValueColumn = { key: string; position: number; measure: number; trail: HeaderStep[] };

/**
 * The columns of values from left to right: a group's members, then its total, and the grand total last. A closed group
 * has its total only; `plain(depth)` says that groups of a depth have no total of their own while they are open.
 */
export function valueColumns(
  axis: Axis,
  levels: number,
  measures: readonly string[],
  open: (position: number, depth: number) => boolean,
  plain: (depth: number) => boolean,
): ValueColumn[] {
  const ends = subtreeEnds(axis);
  const columns: ValueColumn[] = [];
  const push = (position: number, name: string, trail: readonly HeaderStep[]) => {
    const filled = [...trail];
    while (filled.length < levels) {
      filled.push({ key: `${name}/${filled.length}`, position, label: '', kind: 'filler' });
    }
    measures.forEach((text, measure) => {
      columns.push({ key: `${name}=${text}`, position, measure, trail: filled });
    });
  };
  const visit = (position: number, name: string, trail: readonly HeaderStep[]) => {
    const depth = axis[position]?.depth ?? 0;
    const end = ends[position] ?? 0;
    const leaf = end === position + 1;
    if (depth > 0 && (leaf || !open(position, depth))) return push(position, name, trail);
    for (let child = position + 1; child < end; child = ends[child] ?? end) {
      const { label, member } = axis[child] as Axis[number];
      const key = `${name}/${member.kind}:${member.value ?? ''}`;
      visit(child, key, [...trail, { key, position: child, label, kind: 'node' }]);
    }
    if (depth > 0 && plain(depth)) return;
    const total: HeaderStep = { key: `${name}/total`, position, label: 'Total', kind: 'total' };
    push(position, name, levels > 0 ? [...trail, total] : trail);
  };
  visit(0, '', []);
  return columns;
}

/**
 * The columns with the times of a level in short; where they name a clock, the date stands on a line of its own above them.
 * `short` gives a label's date and its clock, null for a bucket of a day or more.
 */
export function withDates(
  columns: readonly ValueColumn[],
  level: number,
  short: (label: string) => { date: string; clock: string | null },
): ValueColumn[] {
  const dated = columns.some(({ trail }) => trail[level]?.kind === 'node' && short(trail[level].label).clock !== null);
  return columns.map((column) => {
    const step = column.trail[level];
    if (!step) return column;
    const { date, clock } = step.kind === 'node' ? short(step.label) : { date: '', clock: null };
    const before = column.trail.slice(0, level);
    const after = column.trail.slice(level + 1);
    const shown = step.kind === 'node' ? { ...step, label: clock ?? date, title: step.label } : step;
    if (!dated) return { ...column, trail: [...before, shown, ...after] };
    const above = before.at(-1)?.key ?? '';
    const day: HeaderStep = { key: `${above}@${date}`, position: step.position, label: date, kind: 'filler' };
    const lines = step.kind === 'node' ? [day, shown] : [shown, { ...day, key: `${step.key}@`, label: '' }];
    return { ...column, trail: [...before, ...lines, ...after] };
  });
}

/** Neighbours under one header cell: from column `first`, `count` of them. */
export type HeaderSpan = HeaderStep & { first: number; count: number };

/** The header cells of a level, from left to right, over columns in the given order. */
export function headerSpans(columns: readonly ValueColumn[], level: number): HeaderSpan[] {
  const spans: HeaderSpan[] = [];
  columns.forEach(({ trail }, index) => {
    const step = trail[level];
    if (!step) return;
    const last = spans.at(-1);
    if (last?.key === step.key) last.count += 1;
    else spans.push({ ...step, first: index, count: 1 });
  });
  return spans;
}
