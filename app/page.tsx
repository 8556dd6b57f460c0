import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { AliveTable } from '#components/alive/alive-table.tsx';
import { isWeirError } from '#core/errors.ts';
import { requireUser } from '#server/auth/require-user.ts';
import { healthOf } from './api/v1/health/health.ts';
import { webWorld } from './world.ts';

export default async function AlivePage() {
  const world = webWorld();
  try {
    requireUser({ method: 'GET', headers: await headers() }, world.env);
  } catch (error) {
    if (isWeirError(error) && error.code === 'unauthorised') redirect('/sign-in');
    throw error;
  }
  return <AliveTable health={await healthOf(world)} />;
}
