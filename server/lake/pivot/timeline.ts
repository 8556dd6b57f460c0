import type { EventPage } from '#core/pivot/engine.ts';
import { type DuckDBConnection, sqlName } from '../duckdb.ts';
import { type Bound, filesRelation, filesWithin, type Scope, within } from './event-sql.ts';

/** A half-open interval of time, in µs since 1970. */
export type Span = { from: number; to: number };

/** How many events each step of a span holds, `width` µs long; only steps with events, in order. */
export type Timeline = { from: number; width: number; steps: { index: number; events: number }[]; total: number };

const mostSteps = 4096;

/** Counts the events of a span that satisfy a condition, step by step: one pass over the column of times. */
export async function readTimeline(
  connection: DuckDBConnection,
  scope: Scope,
  where: string,
  bound: Bound,
  span: Span,
): Promise<Timeline> {
  const width = Math.max(1, Math.ceil((span.to - span.from) / mostSteps));
  const result = await connection.runAndReadAll(
    `SELECT ((epoch_us(${sqlName('Datetime')}) - ${span.from}) // ${width})::INTEGER AS step, count(*)
      FROM ${filesRelation(filesWithin(scope, span))} WHERE ${within(span)} AND ${where} GROUP BY 1 ORDER BY 1`,
    bound.values,
  );
  const steps = result.getRows().map(([index, events]) => ({ index: Number(index), events: Number(events) }));
  return { from: span.from, width, steps, total: steps.reduce((sum, { events }) => sum + events, 0) };
}

/** Where a page lies: its events are those of `span`, but for the first `skip` in the page's order; `events` in all. */
export type PageSpan = { span: Span; skip: number; events: number };

/** The shortest span of whole steps that holds a page, or null when there is no event that far. */
export function pageSpan(timeline: Timeline, { limit, offset, order }: EventPage): PageSpan | null {
  const steps = order === 'newest' ? timeline.steps.toReversed() : timeline.steps;
  let before = 0;
  let first: { index: number; before: number } | undefined;
  for (const { index, events } of steps) {
    if (!first && before + events > offset) first = { index, before };
    before += events;
    if (first && (before >= offset + limit || before === timeline.total)) {
      const [low, high] = order === 'newest' ? [index, first.index] : [first.index, index];
      const span = { from: timeline.from + low * timeline.width, to: timeline.from + (high + 1) * timeline.width };
      return { span, skip: offset - first.before, events: before - first.before };
    }
  }
  return null;
}
