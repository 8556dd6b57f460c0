'use client';

/** Text out of events. */
export function EventText({ value }: { value: string; max?: number }) {
  return <bdi>{value}</bdi>;
}
