import type { Metadata } from 'next';
import { connection } from 'next/server';
import { RuleMapsPage } from '#components/rule-maps/rule-maps-page.tsx';
import { webWorld } from '../../world.ts';

export const metadata: Metadata = { title: 'Rule maps' };

export default async function Page() {
  await connection();
  return <RuleMapsPage uploadLimit={webWorld().env.uploadLimitBytes} />;
}
