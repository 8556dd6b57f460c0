import { notFound } from 'next/navigation';

/** What no other page answers is not found within the frame. */
export default function Page() {
  notFound();
}
