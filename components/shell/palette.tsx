'use client';

import { Spotlight } from '@mantine/spotlight';
import '@mantine/spotlight/styles.css';
import { useRouter } from 'next/navigation';
import { paletteStore } from './palette-store.ts';

/** Search and commands. */
export function Palette() {
  const router = useRouter();
  const pages = ['pivot', 'events', 'runs', 'rule-maps', 'sources', 'settings', 'help'];
  return (
    <Spotlight
      store={paletteStore}
      shortcut={['mod + K']}
      actions={pages.map((page) => ({ id: page, label: page, onClick: () => router.push(`/${page}`) }))}
    />
  );
}
