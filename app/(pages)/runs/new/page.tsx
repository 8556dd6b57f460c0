import type { Metadata } from 'next';
import { NewRunPage } from '#components/runs/new-run-page.tsx';

export const metadata: Metadata = { title: 'New run' };

export default function Page() {
  return <NewRunPage />;
}
