'use client';

import { PasswordInput, SegmentedControl, Textarea, TextInput } from '@mantine/core';
import type { Draft, DraftField, Sign } from './source-draft.ts';
import classes from './sources.module.css';

export type FieldProps = (field: DraftField) => {
  value: string;
  error: string | undefined;
  onChange: (event: { currentTarget: { value: string } }) => void;
};

/** The fields of an Elasticsearch place. `stored`: there are credentials that can be kept; `moved`: but not for this server. */
export function ElasticsearchFields(props: {
  draft: Draft;
  field: FieldProps;
  change: (change: Partial<Draft>) => void;
  stored: boolean;
  moved: boolean;
  credentialsError: string | undefined;
}) {
  const { draft, field, change, stored, moved, credentialsError } = props;
  const ways: { value: Sign; label: string }[] = [
    ...(stored ? [{ value: 'stored' as const, label: 'Stored' }] : []),
    { value: 'none', label: 'None' },
    { value: 'key', label: 'API key' },
    { value: 'user', label: 'User and password' },
  ];
  return (
    <>
      <TextInput label="Address" placeholder="https://es.example.com:9200" {...field('url')} required />
      <TextInput
        label="Index"
        description="An index, an alias, or a pattern."
        placeholder="logs-cloudflare_logpush.firewall_event-*"
        {...field('index')}
        required
      />
      <fieldset className={classes.group}>
        <legend>Credentials</legend>
        <SegmentedControl
          aria-label="Credentials"
          data={ways}
          value={draft.sign}
          onChange={(sign) => change({ sign: sign as Sign })}
        />
        {draft.sign === 'stored' ? (
          <p className={moved ? classes.warning : classes.hint}>
            {moved
              ? 'The stored ones are for another server, and are not sent to this one: enter them again.'
              : 'Stored encrypted, and never shown. They are kept as they are.'}
          </p>
        ) : null}
        {draft.sign === 'none' && stored ? <p className={classes.hint}>Saving removes what is stored.</p> : null}
        {draft.sign === 'key' ? (
          <PasswordInput label="API key" autoComplete="off" {...field('apiKey')} required />
        ) : null}
        {draft.sign === 'user' ? (
          <div className={classes.pair}>
            <TextInput label="User" autoComplete="off" {...field('user')} required />
            <PasswordInput label="Password" autoComplete="new-password" {...field('password')} />
          </div>
        ) : null}
        {credentialsError ? (
          <p className={classes.wrong} role="alert">
            {credentialsError}
          </p>
        ) : null}
      </fieldset>
      <Textarea
        label="Query"
        description="Optional: query DSL as JSON that narrows the index down."
        placeholder='{"term": {"event.dataset": "cloudflare_logpush.firewall_event"}}'
        autosize
        minRows={2}
        maxRows={12}
        classNames={{ input: 'mono' }}
        {...field('query')}
      />
      <Textarea
        label="Certificate authority"
        description="Optional: PEM of the authority that signed the server's certificate."
        autosize
        minRows={2}
        maxRows={6}
        classNames={{ input: 'mono' }}
        {...field('ca')}
      />
    </>
  );
}

/** The field of a folder or file of NDJSON. */
export function NdjsonFields({ field }: { field: FieldProps }) {
  return (
    <TextInput
      label="Path"
      description="A file, or a folder with all below it: .ndjson, .jsonl, .json, .log, and .gz of these. It must lie under a folder that WEIR_NDJSON_ROOTS named when Weir was started."
      placeholder="/var/log/cloudflare"
      {...field('path')}
      required
    />
  );
}
