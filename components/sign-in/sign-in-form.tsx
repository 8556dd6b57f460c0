'use client';

import { type FormEvent, useState } from 'react';

/** Asks a browser once for the token that the operator set. */
export function SignInForm() {
  const [message, setMessage] = useState('');
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const token = String(new FormData(event.currentTarget).get('token'));
    const answer = await fetch('/api/v1/session', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ token }),
    });
    if (answer.ok) window.location.assign('/');
    else setMessage(((await answer.json()) as { error: { message: string } }).error.message);
  };
  return (
    <main>
      <h1>Sign in to Weir</h1>
      <p>The operator set a token (WEIR_TOKEN). This browser remembers it for thirty days.</p>
      <form method="post" onSubmit={submit}>
        <label htmlFor="token">Token</label>
        <input
          id="token"
          name="token"
          type="password"
          autoComplete="current-password"
          required
          aria-describedby="trouble"
        />{' '}
        <button type="submit">Sign in</button>
        <p id="trouble" role="alert" className="failed">
          {message}
        </p>
      </form>
    </main>
  );
}
