import type { Metadata } from 'next';
import { connection } from 'next/server';
import { MapPage } from '#components/rule-maps/map-page.tsx';
import { webWorld } from '../../../world.ts';

export const metadata: Metadata = { title: 'Rule map' };

export default async function Page({ params }: { params: Promise<{ map: string }> }) {
  await connection();
  return <MapPage map={decodeURIComponent((await params).map)} uploadLimit={webWorld().env.uploadLimitBytes} />;
}
