'use client';

import { PageFrame } from '../shell/page-frame.tsx';

/** The heart: a question in words, and its table. */
export function PivotPage() {
  return <PageFrame title="Pivot">…</PageFrame>;
}
