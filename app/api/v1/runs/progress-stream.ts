import { setTimeout as wait } from 'node:timers/promises';
import type { RunWord } from '#core/run/view.ts';
import { findRun } from '#server/store/runs.ts';
import type { WebWorld } from '../../../world.ts';
import { liveView } from './run-view.ts';

/** How often a run is looked at, in ms, and after how many unchanged looks a comment keeps the connection open. */
const lookEvery = 500;
const heartbeatAfter = 20;

/** A run as server-sent events: a word whenever it changed, until it has ended or `signal` aborts. */
export function progressStream(world: WebWorld, runId: string, signal: AbortSignal): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream({
    async start(controller) {
      const told = new Map<string, string>();
      let last = '';
      let unchanged = 0;
      try {
        while (!signal.aborted) {
          const run = findRun(world.store, runId);
          if (!run) break;
          const { view, batches } = await liveView(world, run);
          const changed = batches
            .filter(({ key, state, read }) => told.get(key) !== `${state} ${read}`)
            .map(({ key, state, read }) => ({ key, state, read }));
          for (const { key, state, read } of changed) told.set(key, `${state} ${read}`);
          const text = JSON.stringify({ ...view, changed } satisfies RunWord);
          if (text !== last) controller.enqueue(encoder.encode(`data: ${text}\n\n`));
          else if (++unchanged % heartbeatAfter === 0) controller.enqueue(encoder.encode(': still here\n\n'));
          last = text;
          if (run.finished !== null) break;
          await wait(lookEvery, undefined, { signal });
        }
        controller.close();
      } catch (error) {
        if (signal.aborted) return;
        controller.error(error);
      }
    },
  });
}
