import type { Metadata } from 'next';
import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { SignInForm } from '#components/sign-in/sign-in-form.tsx';
import { ownPath } from '#core/own-path.ts';
import { mayAsk } from '#server/auth/require-user.ts';
import { webWorld } from '../world.ts';

export const metadata: Metadata = { title: 'Sign in' };

type Given = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function SignInPage({ searchParams }: Given) {
  const next = ownPath((await searchParams).next);
  if (mayAsk({ method: 'GET', headers: await headers() }, webWorld().env)) redirect(next);
  return <SignInForm next={next} />;
}
