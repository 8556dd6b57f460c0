import { headers } from 'next/headers';
import { forbidden, redirect } from 'next/navigation';
import type { ReactNode } from 'react';
import { Shell } from '#components/shell/shell.tsx';
import { isWeirError } from '#core/errors.ts';
import { requireUser } from '#server/auth/require-user.ts';
import { webWorld } from '../world.ts';

/** The frame of every page; whoever may not ask is sent to sign in, and back to the page afterwards. */
export default async function PagesLayout({ children }: { children: ReactNode }) {
  const asked = await headers();
  try {
    requireUser({ method: 'GET', headers: asked }, webWorld().env);
  } catch (error) {
    if (isWeirError(error) && error.code === 'forbidden') forbidden();
    if (!isWeirError(error) || error.code !== 'unauthorised') throw error;
    redirect(`/sign-in?next=${encodeURIComponent(asked.get('x-asked-path') ?? '/')}`);
  }
  return <Shell>{children}</Shell>;
}
