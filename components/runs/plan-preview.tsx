'use client';

import { Skeleton } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { RunPlan } from '#core/run/view.ts';
import { ask } from '../api/ask.ts';
import { useFormat } from '../ui/format.ts';
import { Note, sentenceOf } from '../ui/states.tsx';
import type { DraftQuestion } from './draft.ts';
import classes from './runs.module.css';
import { aboutWords, rangeWords } from './words.ts';

/** How long the question must stand still before the source is asked, in ms. */
const patience = 350;

export type Plan = { data: RunPlan | undefined; error: unknown; isOld: boolean; isAsked: boolean };

/** What a run would do; an answer to an older question stays until there is a newer one, and its ask is aborted. */
export function usePlan(question: DraftQuestion | null): Plan {
  const { source, from, to, windowMinutes } = question ?? {};
  const text = question && JSON.stringify({ source, from, to, windowMinutes });
  const [body] = useDebouncedValue(text, patience);
  const { data, error, isPlaceholderData, isFetching } = useQuery({
    queryKey: ['runs', 'plan', body],
    queryFn: ({ signal }) => ask<RunPlan>('/runs/plan', { body: JSON.parse(body ?? '{}'), signal }),
    enabled: body !== null && body === text,
    placeholderData: keepPreviousData,
    staleTime: 10_000,
    gcTime: 0,
    retry: false,
  });
  const isOld = body !== text || isPlaceholderData || isFetching;
  return { data, error: isOld ? null : error, isOld, isAsked: text !== null };
}

/** `files`: the source is a folder of files. `shown`: a refusal is told here, not at a field. */
export function PlanPreview({ plan, files, shown }: { plan: Plan; files: boolean; shown: boolean }) {
  const { data, error, isOld, isAsked } = plan;
  return (
    <section className={classes.panel} aria-label="What the run will do" aria-busy={isOld}>
      <h2>
        What the run will do {isOld && isAsked ? <span className={classes.asking}>asking the source …</span> : null}
      </h2>
      {!isAsked ? (
        <p className={classes.hint}>
          Once source and range are set, this says what is stored and what there is to pull.
        </p>
      ) : error && shown ? (
        <Note tone="failed">{sentenceOf(error)}</Note>
      ) : error ? (
        <p className={classes.hint}>Correct the field that is marked.</p>
      ) : data ? (
        <PlanFacts plan={data} />
      ) : (
        <Skeleton height={112} />
      )}
      {files ? (
        <p className={classes.hint}>
          A folder is pulled file by file, and whole: when a file&apos;s events happened is known only once it is read.
        </p>
      ) : null}
    </section>
  );
}

function PlanFacts({ plan }: { plan: RunPlan }) {
  const format = useFormat();
  return (
    <>
      <dl className={classes.facts}>
        <dt>Range</dt>
        <dd data-number>{rangeWords(format, plan.from, plan.to)}</dd>
        <dt>Stored already, events</dt>
        <dd data-number>{format.count(plan.stored)}</dd>
        <dt>To pull, events about</dt>
        <dd data-number>{format.count(plan.estimate)}</dd>
        <dt>Batches</dt>
        <dd data-number>{format.count(plan.batches)}</dd>
        <dt>Takes about</dt>
        <dd data-number>
          {plan.secondsEstimate === null
            ? 'unknown'
            : plan.batches === 0
              ? 'a moment'
              : aboutWords(plan.secondsEstimate)}
        </dd>
      </dl>
      {plan.batches === 0 ? (
        <p className={classes.hint}>Everything is stored: the run pulls nothing and only computes its pivot.</p>
      ) : null}
      {plan.secondsEstimate === null ? (
        <p className={classes.hint}>How fast this source is shows once a run of it has ended.</p>
      ) : null}
      {plan.storedReachesBeyond ? (
        <p className={classes.hint}>Stored are whole windows and files, which reach beyond this range.</p>
      ) : null}
      {plan.notice ? <Note>{plan.notice}</Note> : null}
    </>
  );
}
