import { WeirError } from '#core/errors.ts';
import type { Axis } from '#core/pivot/artefact.ts';
import type { Level } from '#core/pivot/question.ts';
import type { Member } from '#core/pivot/spec.ts';
import { type Bound, memberPredicate, otherPredicate, type Scope } from './event-sql.ts';

/**
 * The condition that an event was counted in a node of an axis, given by its members from the outside in.
 * @throws WeirError `invalid` when the axis has no such node
 */
export function cellPredicate(
  name: 'rows' | 'columns',
  levels: readonly Level[],
  axis: Axis,
  path: readonly Member[],
  scope: Scope,
  bound: Bound,
): string {
  const tests: string[] = [];
  let parent = 0;
  for (const [depth, member] of path.entries()) {
    const level = levels[depth];
    const siblings = axis.flatMap((node, position) =>
      node.depth === depth + 1 && node.parent === parent ? [{ node, position }] : [],
    );
    const found = siblings.find(({ node }) => node.member.kind === member.kind && node.member.value === member.value);
    if (!level || !found) {
      throw new WeirError('invalid', 'The pivot has no such cell.', { field: `cell.${name}[${depth}]` });
    }
    tests.push(
      member.kind === 'other'
        ? otherPredicate(
            level.field,
            siblings.map(({ node }) => node.member),
            scope,
            bound,
          )
        : memberPredicate(level.field, member, scope, bound),
    );
    parent = found.position;
  }
  return tests.join(' AND ') || 'true';
}
