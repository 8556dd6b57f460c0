import fc from 'fast-check';
import { expect, test } from 'vitest';
import { pageSpan, type Timeline } from './timeline.ts';

const timelines = fc
  .uniqueArray(fc.record({ index: fc.nat(40), events: fc.integer({ min: 1, max: 9 }) }), {
    selector: ({ index }) => index,
    maxLength: 12,
  })
  .map((list): Timeline => {
    const steps = list.toSorted((a, b) => a.index - b.index);
    return { from: 1000, width: 10, steps, total: steps.reduce((sum, { events }) => sum + events, 0) };
  });

test('a span holds its page, in either order, and is as short as whole steps allow', () => {
  fc.assert(
    fc.property(
      timelines,
      fc.nat(60),
      fc.integer({ min: 1, max: 20 }),
      fc.constantFrom('oldest' as const, 'newest' as const),
      (timeline, offset, limit, order) => {
        const all = timeline.steps.flatMap(({ index, events }) => Array<number>(events).fill(1000 + index * 10));
        const ordered = order === 'newest' ? all.toReversed() : all;
        const page = ordered.slice(offset, offset + limit);
        const found = pageSpan(timeline, { limit, offset, order, count: true });
        if (page.length === 0) {
          expect(found).toBeNull();
          return;
        }
        expect(found?.span).toEqual({ from: Math.min(...page), to: Math.max(...page) + 10 });
        const within = ordered.filter((at) => at >= (found?.span.from ?? 0) && at < (found?.span.to ?? 0));
        expect(within.length).toBe(found?.events);
        expect(within.slice(found?.skip, (found?.skip ?? 0) + limit)).toEqual(page);
      },
    ),
  );
});
