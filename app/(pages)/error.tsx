'use client';

import { PageFrame } from '#components/shell/page-frame.tsx';
import { PageError, type PageFailure } from '#components/ui/page-error.tsx';

export default function PagesError(failure: PageFailure) {
  return (
    <PageFrame title="Something failed">
      <PageError {...failure} />
    </PageFrame>
  );
}
