'use client';

import { Button, PasswordInput } from '@mantine/core';
import { useSearchParams } from 'next/navigation';
import { type FormEvent, useState } from 'react';
import { ask } from '../api/ask.ts';
import { sentenceOf } from '../ui/states.tsx';
import classes from './sign-in.module.css';

/** Asks a browser once for the token that the operator set, then goes back to where it came from. */
export function SignInForm() {
  const [message, setMessage] = useState('');
  const [busy, setBusy] = useState(false);
  const next = useSearchParams().get('next') ?? '/';
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const token = String(new FormData(event.currentTarget).get('token'));
    setBusy(true);
    try {
      await ask('/session', { body: { token } });
      window.location.assign(/^\/(?![/\\])/.test(next) ? next : '/');
    } catch (error) {
      setMessage(sentenceOf(error));
      setBusy(false);
    }
  };
  return (
    <main className={classes.page}>
      <h1>Sign in to Weir</h1>
      <p>The operator set a token (WEIR_TOKEN). This browser remembers it for thirty days.</p>
      <form method="post" onSubmit={submit}>
        <PasswordInput
          label="Token"
          name="token"
          size="sm"
          autoComplete="current-password"
          required
          error={message || undefined}
        />
        <Button type="submit" size="sm" loading={busy}>
          Sign in
        </Button>
      </form>
    </main>
  );
}
