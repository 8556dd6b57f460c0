import { z } from 'zod';
import { fieldText, pivotSpec } from '../pivot/spec.ts';

export const runStates = ['queued', 'pulling', 'pivoting', 'complete', 'partial', 'failed', 'cancelled'] as const;
export type RunState = (typeof runStates)[number];

export const finalStates: readonly RunState[] = ['complete', 'partial', 'failed', 'cancelled'];

export function isFinal(state: RunState): boolean {
  return finalStates.includes(state);
}

export const batchStates = ['waiting', 'running', 'done', 'failed', 'cancelled'] as const;
export type BatchState = (typeof batchStates)[number];

/**
 * What was read of a window or segment. Complete means `read = expected` and `read = stored + duplicates + rejected`.
 */
export type Counts = { expected: number; read: number; stored: number; duplicates: number; rejected: number };

export const noCounts: Counts = { expected: 0, read: 0, stored: 0, duplicates: 0, rejected: 0 };

export function addCounts(a: Counts, b: Counts): Counts {
  return {
    expected: a.expected + b.expected,
    read: a.read + b.read,
    stored: a.stored + b.stored,
    duplicates: a.duplicates + b.duplicates,
    rejected: a.rejected + b.rejected,
  };
}

/** True when nothing that the source held is unaccounted for. */
export function isComplete(counts: Counts): boolean {
  return counts.read === counts.expected && counts.read === counts.stored + counts.duplicates + counts.rejected;
}

/**
 * A unit is what one batch pulls. `key` names it within its dataset and is the stem of its file in the lake.
 * A window's range is in epoch ms; a segment is `length` bytes of a file from `offset` (a .gz is one segment).
 */
export const windowUnit = z.strictObject({
  kind: z.literal('window'),
  key: z.string(),
  from: z.number().int(),
  to: z.number().int(),
  estimate: z.number().int(),
});
export const segmentUnit = z.strictObject({
  kind: z.literal('segment'),
  key: z.string(),
  /** Changes when the segment's bytes may have changed: it is then pulled anew as a higher generation. */
  print: z.string(),
  path: z.string(),
  size: z.number().int(),
  modified: z.number(),
  offset: z.number().int(),
  length: z.number().int(),
  gzip: z.boolean(),
  estimate: z.number().int(),
});
export const unit = z.discriminatedUnion('kind', [windowUnit, segmentUnit]);
export type Unit = z.infer<typeof unit>;
export type WindowUnit = z.infer<typeof windowUnit>;
export type SegmentUnit = z.infer<typeof segmentUnit>;

/** What a run was asked for; `spec` null stands for the default pivot, `windowMinutes` null for windows of automatic size. */
export const runQuestion = z.strictObject({
  source: fieldText,
  from: z.string(),
  to: z.string(),
  map: z.string().nullable().default(null),
  spec: pivotSpec.nullable().default(null),
  windowMinutes: z.int().min(1).max(1440).nullable().default(null),
});
export type RunQuestion = z.infer<typeof runQuestion>;

/** The part of {@link runQuestion} that decides what has to be pulled. */
export const planQuestion = runQuestion.pick({ source: true, from: true, to: true, windowMinutes: true });
export type PlanQuestion = z.infer<typeof planQuestion>;
