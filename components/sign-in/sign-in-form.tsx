'use client';

import { Button, PasswordInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { ask } from '../api/ask.ts';
import { Standalone } from '../shell/standalone.tsx';
import { sentenceOf } from '../ui/states.tsx';
import classes from './sign-in.module.css';

/** Asks a browser once for the token that the operator set, then goes on to `next`, a path within Weir. */
export function SignInForm({ next }: { next: string }) {
  const [message, setMessage] = useState('');
  const [busy, setBusy] = useState(false);
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const token = String(new FormData(form).get('token'));
    setBusy(true);
    try {
      await ask('/session', { body: { token } });
      window.location.assign(next);
    } catch (error) {
      setMessage(sentenceOf(error));
      setBusy(false);
      form.querySelector('input')?.focus();
    }
  };
  return (
    <Standalone title="Sign in to Weir">
      <p>Enter the token that the operator set as WEIR_TOKEN. This browser remembers it for thirty days.</p>
      <form className={classes.form} method="post" onSubmit={submit}>
        <PasswordInput
          label="Token"
          name="token"
          size="sm"
          autoComplete="current-password"
          autoFocus
          required
          withAsterisk={false}
          error={message || undefined}
          errorProps={{ role: 'alert' }}
          onChange={() => setMessage('')}
        />
        <Button type="submit" size="sm" fullWidth loading={busy}>
          Sign in
        </Button>
      </form>
      {next === '/' ? null : (
        <p className={classes.next}>
          Then you are back at <bdi>{next.length > 80 ? `${next.slice(0, 80)}…` : next}</bdi>
        </p>
      )}
    </Standalone>
  );
}
