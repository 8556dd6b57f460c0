import type { Axis, AxisNode } from './artefact.ts';
import type { Level } from './question.ts';
import type { Member } from './spec.ts';
import { memberLabels } from './text.ts';

/** A node as the engine found it: `id` 0 is the grand total, a parent's id is smaller than its children's. */
export type RawNode = { id: number; parent: number; depth: number; member: string; members?: number };

/**
 * Members travel through SQL as one text: a letter for the kind, then the value. `v` value, `b` blank, `m` missing,
 * `u` unmatched, `n` no id, `o` Other.
 */
const kinds: Record<string, Member['kind']> = {
  v: 'value',
  b: 'blank',
  m: 'missing',
  u: 'unmatched',
  n: 'no-id',
  o: 'other',
};

export function decodeMember(code: string): Member {
  const kind = kinds[code[0] ?? ''] ?? 'value';
  return { kind, value: kind === 'value' ? code.slice(1) : null };
}

function encodeMember(member: Member): string {
  const letter = Object.keys(kinds).find((one) => kinds[one] === member.kind) ?? 'v';
  return member.kind === 'value' ? letter + (member.value ?? '') : letter;
}

/** The id of the node that a path of members leads to, from the outside in; 0, the grand total, when there is none. */
export function findNode(nodes: readonly RawNode[], path: readonly Member[]): number {
  let parent = 0;
  for (const [depth, member] of path.entries()) {
    const code = encodeMember(member);
    const found = nodes.find((node) => node.depth === depth + 1 && node.parent === parent && node.member === code);
    if (!found) return 0;
    parent = found.id;
  }
  return parent;
}

function labelOf(member: Member, members: number | undefined): string {
  if (member.kind === 'value') return member.value ?? '';
  return member.kind === 'other' && members !== undefined ? `Other (${members})` : memberLabels[member.kind];
}

/** Values stand before the kinds without one; Other comes last but for the missing. */
const rank: Record<Member['kind'], number> = { value: 0, blank: 0, unmatched: 0, 'no-id': 0, other: 1, missing: 2 };

/**
 * Puts an axis's nodes in their order: a tree in pre-order, siblings sorted as their level says, groups never broken.
 * `measureOf` gives a node's measure in the member of the other axis that the level's sort names. Returns the axis and each id's position in it.
 */
export function foldAxis(
  nodes: readonly RawNode[],
  levels: readonly Level[],
  measureOf: (id: number, measure: string, at: readonly Member[]) => number | string | null,
): { axis: Axis; position: Int32Array } {
  const children = new Map<number, RawNode[]>();
  for (const node of nodes) {
    if (node.id === 0) continue;
    const siblings = children.get(node.parent);
    if (siblings) siblings.push(node);
    else children.set(node.parent, [node]);
  }
  for (const siblings of children.values()) sortSiblings(siblings, levels[(siblings[0]?.depth ?? 1) - 1], measureOf);
  const axis: Axis = [{ depth: 0, parent: -1, member: { kind: 'value', value: null }, label: 'Total' }];
  const position = new Int32Array(nodes.reduce((most, node) => Math.max(most, node.id), 0) + 1);
  const stack = [...(children.get(0) ?? [])].reverse();
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    const member = decodeMember(node.member);
    const entry: AxisNode = {
      depth: node.depth,
      parent: position[node.parent] ?? 0,
      member,
      label: labelOf(member, node.members),
    };
    if (node.members !== undefined) entry.members = node.members;
    position[node.id] = axis.push(entry) - 1;
    const below = children.get(node.id);
    if (below) for (let index = below.length - 1; index >= 0; index--) stack.push(below[index] as RawNode);
  }
  return { axis, position };
}

type Value = number | bigint | string | null;
type Sortable = { node: RawNode; member: Member; value: Value };

/** Sums beyond 2^53 arrive as text. */
function exact(value: number | string | null): Value {
  return typeof value === 'string' && /^-?\d+$/.test(value) ? BigInt(value) : value;
}

/** Numbers sort as numbers, and buckets by their instant: of a doubled hour the one that came first stands first. */
function labelValue(member: Member, { field }: Level): Value {
  if (member.value === null) return labelOf(member, undefined);
  if (field.kind === 'column' && field.column.kind === 'integer') return Number(member.value);
  if (field.kind !== 'bucket') return member.value;
  const zoned = /T.*(?:Z|[+-]\d\d:\d\d)$/.test(member.value) || member.value.length === 10;
  return Date.parse(zoned ? member.value : `${member.value}Z`);
}

function sortSiblings(
  siblings: RawNode[],
  level: Level | undefined,
  measureOf: (id: number, measure: string, at: readonly Member[]) => number | string | null,
): void {
  if (!level) return;
  const { by, descending, at } = level.sort;
  const sortable = siblings.map((node): Sortable => {
    const member = decodeMember(node.member);
    return { node, member, value: by === 'label' ? labelValue(member, level) : exact(measureOf(node.id, by.text, at)) };
  });
  sortable.sort(
    (a, b) =>
      rank[a.member.kind] - rank[b.member.kind] ||
      compare(a.value, b.value, descending) ||
      compareText(a.member.value ?? a.member.kind, b.member.value ?? b.member.kind),
  );
  sortable.forEach(({ node }, index) => {
    siblings[index] = node;
  });
}

function compare(a: Value, b: Value, descending: boolean): number {
  if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
  const texts = typeof a === 'string' || typeof b === 'string';
  const order = texts ? compareText(String(a), String(b)) : a < b ? -1 : a > b ? 1 : 0;
  return descending ? -order : order;
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
