import type { Metadata } from 'next';
import { SourcePage } from '#components/sources/source-page.tsx';

export const metadata: Metadata = { title: 'Source' };

export default async function Page({ params }: { params: Promise<{ source: string }> }) {
  return <SourcePage source={decodeURIComponent((await params).source)} />;
}
