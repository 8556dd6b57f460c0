import type { Metadata } from 'next';
import { PivotPage } from '#components/pivot/pivot-page.tsx';

export const metadata: Metadata = { title: 'Pivot' };

export default function Page() {
  return <PivotPage />;
}
