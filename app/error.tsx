'use client';

import { Standalone } from '#components/shell/standalone.tsx';
import { PageError, type PageFailure } from '#components/ui/page-error.tsx';

export default function RootError(failure: PageFailure) {
  return (
    <Standalone title="Weir">
      <PageError {...failure} />
    </Standalone>
  );
}
