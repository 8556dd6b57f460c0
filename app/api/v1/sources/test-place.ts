import type { SourceRef, SourceReport } from '#core/source.ts';
import type { WebWorld } from '../../../world.ts';

/** How long a source may take to answer its test, in ms. */
const testTimeout = 90_000;

/** Has a worker reach a place and say what is there. @throws WeirError `source_*`, `invalid`, `timeout` */
export function testPlace(world: WebWorld, source: SourceRef, signal: AbortSignal): Promise<SourceReport> {
  return world.producer.ask<SourceReport>('test-source', { source }, { timeoutMs: testTimeout, signal });
}
