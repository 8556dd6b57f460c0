import type { Producer } from './producer.ts';

/** Queues an export; one that is on the queue already stays as it is. @throws WeirError `unavailable` without Redis */
export function queueExport(producer: Producer, exportId: string): Promise<void> {
  return producer.add('export', { exportId }, { jobId: `export-${exportId}`, attempts: 3 });
}
