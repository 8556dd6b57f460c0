'use client';

import { Button, Skeleton } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import Link from 'next/link';
import { useRouter, useSearchParams } from 'next/navigation';
import { type FormEvent, type ReactNode, useEffect, useState } from 'react';
import { isWeirError } from '#core/errors.ts';
import type { RunView } from '#core/run/view.ts';
import { ask } from '../api/ask.ts';
import { PageFrame } from '../shell/page-frame.tsx';
import { useFormat } from '../ui/format.ts';
import { EmptyState, FailedState, Note, sentenceOf } from '../ui/states.tsx';
import { useMapChoices, useSourceChoices } from './choices.ts';
import {
  type ChangeDraft,
  type Draft,
  type DraftErrors,
  type DraftQuestion,
  draftFrom,
  isDraftField,
  newRunParams,
  questionOf,
} from './draft.ts';
import { PlanPreview, usePlan } from './plan-preview.tsx';
import { RangeFields } from './range-fields.tsx';
import { BatchSizeField, MapFields, SourceField } from './run-fields.tsx';
import classes from './runs.module.css';

/** Asks for a source, a range and a map, shows what a run would do, and starts it. */
export function NewRunPage() {
  const params = useSearchParams();
  const { zone } = useFormat();
  const sources = useSourceChoices();
  const maps = useMapChoices();
  const [draft, setDraft] = useState<Draft>();
  const [chosen, setChosen] = useState({ map: params.has('map') });
  // Now and the reader's zone are known in the browser only.
  useEffect(() => setDraft(draftFrom(params, zone, Date.now())), []);

  const frame = (content: ReactNode) => <PageFrame title="New run">{content}</PageFrame>;
  if (sources.error) return frame(<FailedState error={sources.error} retry={sources.refetch} />);
  if (!draft || !sources.data || maps.isPending) return frame(<Skeleton height={320} maw={620} />);
  if (sources.data.length === 0) {
    return frame(
      <EmptyState
        title="No source yet"
        action={
          <Button component={Link} href="/sources">
            Add a source
          </Button>
        }
      >
        A run pulls events out of a source: an Elasticsearch or OpenSearch index, or a folder of NDJSON files.
      </EmptyState>,
    );
  }
  const [onlySource, otherSource] = sources.data;
  const [onlyMap, otherMap] = maps.data ?? [];
  const filled: Draft = {
    ...draft,
    source: draft.source || (otherSource ? '' : (onlySource?.name ?? '')),
    map: chosen.map || otherMap ? draft.map : (onlyMap?.name ?? null),
  };
  const change = (part: Partial<Draft>) => {
    if ('map' in part) setChosen({ map: true });
    setDraft({ ...filled, ...part });
  };
  return frame(<RunForm draft={filled} change={change} />);
}

function RunForm({ draft, change }: { draft: Draft; change: ChangeDraft }) {
  const router = useRouter();
  const sources = useSourceChoices();
  const asked = questionOf(draft);
  const question = 'question' in asked ? asked.question : null;
  const plan = usePlan(question);
  const start = useMutation({
    mutationFn: (body: DraftQuestion) => ask<RunView>('/runs', { body }),
    onSuccess: ({ id }) => router.push(`/runs/${id}`),
  });
  const params = question && newRunParams(question);
  useEffect(() => {
    if (params) window.history.replaceState(null, '', `?${params}`);
  }, [params]);
  const refused = [start.error, plan.error].find((error) => isWeirError(error) && isDraftField(error.field));
  const errors: DraftErrors = {
    ...('errors' in asked ? asked.errors : {}),
    ...(isWeirError(refused) && isDraftField(refused.field) ? { [refused.field]: refused.message } : {}),
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (question) start.mutate(question);
  };
  const edit: ChangeDraft = (part) => {
    start.reset();
    change(part);
  };
  const source = sources.data?.find(({ name, id }) => name === draft.source || id === draft.source);
  const failed = start.error && start.error !== refused ? start.error : null;
  return (
    <form className={classes.form} onSubmit={submit} aria-label="New run">
      <div className={classes.fields}>
        <SourceField draft={draft} change={edit} error={errors.source} />
        <RangeFields draft={draft} change={edit} errors={errors} range={'range' in asked ? asked.range : null} />
        <MapFields draft={draft} change={edit} error={errors.map} />
        <BatchSizeField
          draft={draft}
          change={edit}
          error={errors.windowMinutes}
          files={source?.place.kind === 'ndjson'}
        />
        {failed ? <Note tone="failed">{sentenceOf(failed)}</Note> : null}
        <div>
          <Button type="submit" loading={start.isPending} disabled={question === null}>
            Start the run
          </Button>
        </div>
      </div>
      <PlanPreview plan={plan} files={source?.place.kind === 'ndjson'} shown={refused !== plan.error} />
    </form>
  );
}
