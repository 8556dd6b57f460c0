'use client';

import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { makeQueryClient } from '../api/query-client.ts';
import { MessageCorner } from '../ui/message-corner.tsx';
import { theme } from '../ui/theme.ts';

/** What every page stands on: theme, cache of answers, messages. `nonce` is the page's own, for styles. */
export function Providers({ nonce, children }: { nonce: string; children: ReactNode }) {
  const [client] = useState(makeQueryClient);
  return (
    <MantineProvider theme={theme} defaultColorScheme="auto" getStyleNonce={() => nonce}>
      <QueryClientProvider client={client}>
        <MessageCorner />
        {children}
      </QueryClientProvider>
    </MantineProvider>
  );
}
