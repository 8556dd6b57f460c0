'use client';

import './weir.css';
import { Standalone } from '#components/shell/standalone.tsx';
import { sentenceOfFailure } from '#components/ui/failure.ts';

/** Stands in for everything, the theme included. */
export default function GlobalError({ error }: { error: Error & { digest?: string } }) {
  return (
    <html lang="en" style={{ colorScheme: 'light dark', fontFamily: 'system-ui, sans-serif' }}>
      <body>
        <title>Weir</title>
        <Standalone title="Weir could not be shown">
          <p role="alert">
            {sentenceOfFailure(error)}
            {error.digest ? ` The log of the web process has more under ${error.digest}.` : null}
          </p>
          <a href="/pivot">Load Weir anew</a>
        </Standalone>
      </body>
    </html>
  );
}
