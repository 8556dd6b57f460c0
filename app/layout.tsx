import type { Metadata } from 'next';
import type { ReactNode } from 'react';
import './weir.css';

export const metadata: Metadata = { title: 'Weir', description: 'WAF events as pivot tables' };

export default function Layout({ children }: { children: ReactNode }) {
  return (
    <html lang="en">
      <body>{children}</body>
    </html>
  );
}
