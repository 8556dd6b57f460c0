import Link from 'next/link';
import { Standalone } from '#components/shell/standalone.tsx';

export default function NotFound() {
  return (
    <Standalone title="There is no such page">
      <p>The link is broken, or what it named was removed.</p>
      <Link href="/pivot">Go to the pivot</Link>
    </Standalone>
  );
}
