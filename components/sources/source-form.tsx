'use client';

import { Button, Radio, SegmentedControl, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { type FormEvent, useRef, useState } from 'react';
import { isWeirError } from '#core/errors.ts';
import type { PresetName, SourceView } from '#core/source.ts';
import { ask } from '../api/ask.ts';
import { showMessage } from '../ui/messages.ts';
import { Note, sentenceOf } from '../ui/states.tsx';
import { ElasticsearchFields, type FieldProps, NdjsonFields } from './place-fields.tsx';
import {
  credentialsOf,
  type Draft,
  type DraftField,
  draftErrors,
  draftOf,
  emptyDraft,
  fieldOfError,
  placeOf,
  startsNewDataset,
} from './source-draft.ts';
import { SourceTest } from './source-report.tsx';
import classes from './sources.module.css';
import { sourcePath, useSourceTest } from './use-sources.ts';

const presets: { value: PresetName; label: string; does: string }[] = [
  {
    value: 'elastic-ecs',
    label: 'Elastic integration',
    does: 'A default install of Elastic’s Cloudflare Logpush integration: ECS fields, and the rest below cloudflare_logpush.',
  },
  {
    value: 'elastic-preserved',
    label: 'Elastic integration, duplicates preserved',
    does: 'The same with the tag preserve_duplicate_custom_fields: every field is below cloudflare_logpush and is read there first.',
  },
  {
    value: 'raw-logpush',
    label: 'Raw Logpush',
    does: 'Cloudflare’s own field names at the top of each document: RayID, RuleID, ClientIP …',
  },
];

/** A new source, or the change of a stored one. What is on the form can be tested before it is saved. */
export function SourceForm({ stored }: { stored?: SourceView }) {
  const [draft, setDraft] = useState<Draft>(() => (stored ? draftOf(stored) : emptyDraft));
  const [errors, setErrors] = useState<Partial<Record<DraftField | 'credentials', string>>>({});
  const router = useRouter();
  const client = useQueryClient();
  const form = useRef<HTMLFormElement>(null);
  const tried = useSourceTest();

  const change = (part: Partial<Draft>) => {
    setDraft((now) => ({ ...now, ...part }));
    setErrors((now) => {
      const left = { ...now };
      for (const key of Object.keys(part)) delete left[key as DraftField];
      if ('sign' in part) delete left.credentials;
      return left;
    });
  };
  const field: FieldProps = (name) => ({
    value: draft[name],
    error: errors[name],
    onChange: ({ currentTarget }) => change({ [name]: currentTarget.value }),
  });
  const show = (found: Partial<Record<DraftField | 'credentials', string>>) => {
    setErrors(found);
    requestAnimationFrame(() => form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
  };
  const refused = (error: unknown) => {
    if (!isWeirError(error)) return;
    const named = error.field === 'credentials' ? 'credentials' : fieldOfError(error.field);
    if (named !== null) show({ [named]: error.message });
  };
  const isGood = (needsName: boolean) => {
    const found = draftErrors(draft, needsName);
    show(found);
    return Object.keys(found).length === 0;
  };

  const save = useMutation({
    mutationFn: () => {
      const given = credentialsOf(draft);
      const body = { name: draft.name, place: placeOf(draft) };
      if (stored) {
        const credentials = given === undefined ? {} : { credentials: given };
        return ask<SourceView>(sourcePath(stored.id), { method: 'PUT', body: { ...body, ...credentials } });
      }
      return ask<SourceView>('/sources', { body: given ? { ...body, credentials: given } : body });
    },
    onSuccess: async ({ name }) => {
      await client.invalidateQueries({ queryKey: ['sources'] });
      showMessage({ message: stored ? `${name} is changed.` : `${name} is added.` });
      router.push('/sources');
    },
    onError: refused,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isGood(true)) save.mutate();
  };
  const test = () => {
    if (!isGood(false)) return;
    const given = credentialsOf(draft);
    const kept = given === undefined && stored ? { source: stored.id } : {};
    const body = { place: placeOf(draft), ...(given ? { credentials: given } : kept) };
    tried.test({ path: '/sources/test', body }, { onError: refused });
  };

  const shownAtField =
    isWeirError(save.error) && (save.error.field === 'credentials' || fieldOfError(save.error.field));
  const moved = stored !== undefined && draft.kind === 'elasticsearch' && isMoved(stored, draft);
  return (
    <div className={classes.editor}>
      <form ref={form} className={classes.form} onSubmit={submit} noValidate>
        <TextInput label="Name" placeholder="prod-waf" {...field('name')} required data-autofocus />
        <SegmentedControl
          aria-label="Kind"
          data={[
            { value: 'elasticsearch', label: 'Elasticsearch' },
            { value: 'ndjson', label: 'NDJSON files' },
          ]}
          value={draft.kind}
          onChange={(kind) =>
            change({
              kind: kind as Draft['kind'],
              ...(stored ? {} : { preset: kind === 'ndjson' ? 'raw-logpush' : 'elastic-ecs' }),
            })
          }
        />
        {draft.kind === 'elasticsearch' ? (
          <ElasticsearchFields
            draft={draft}
            field={field}
            change={change}
            stored={stored?.hasCredentials ?? false}
            moved={moved}
            credentialsError={errors.credentials}
          />
        ) : (
          <NdjsonFields field={field} />
        )}
        <Radio.Group
          label="Preset"
          description="How the source names its fields."
          value={draft.preset}
          error={errors.preset}
          onChange={(preset) => change({ preset: preset as PresetName })}
        >
          {presets.map(({ value, label, does }) => (
            <Radio key={value} value={value} label={label} description={does} size="xs" mt={8} />
          ))}
        </Radio.Group>
        {stored && isComplete(draft) && startsNewDataset(stored.place, placeOf(draft)) ? (
          <Note tone="partial">
            Another index, path, query or preset starts a new dataset: what is stored stays on disk, but the source
            begins empty and is pulled anew.
          </Note>
        ) : null}
        {save.error && !shownAtField ? <Note tone="failed">{sentenceOf(save.error)}</Note> : null}
        <div className={classes.buttons}>
          <Button type="submit" loading={save.isPending}>
            {stored ? 'Save' : 'Add source'}
          </Button>
          <Button variant="default" onClick={test} disabled={tried.isPending}>
            Test
          </Button>
          <Button variant="subtle" component={Link} href="/sources">
            Back
          </Button>
        </div>
      </form>
      <div className={classes.found} aria-live="polite">
        {tried.isPending || tried.report || tried.error ? (
          <SourceTest {...tried} />
        ) : (
          <p className={classes.dimmed}>
            Test reaches the place as it stands on this form, and shows how many events are there and a sample event,
            mapped. It saves nothing.
          </p>
        )}
      </div>
    </div>
  );
}

const isComplete = (draft: Draft) => Object.keys(draftErrors(draft, false)).length === 0;

function isMoved({ place }: SourceView, { url }: Draft): boolean {
  if (place.kind !== 'elasticsearch') return true;
  return URL.canParse(url.trim()) && new URL(url.trim()).origin !== new URL(place.url).origin;
}
