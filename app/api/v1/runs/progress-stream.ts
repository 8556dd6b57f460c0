import { setTimeout as wait } from 'node:timers/promises';
import { findRun } from '#server/store/runs.ts';
import type { WebWorld } from '../../../world.ts';
import { batchesOf, paceOf, runView } from './run-view.ts';

/** How often a run is looked at, in ms, and after how many unchanged looks a comment keeps the connection open. */
const lookEvery = 500;
const heartbeatAfter = 20;

/** A run as server-sent events: its view with its pace and batches whenever it changed, until it has ended or `signal` aborts. */
export function progressStream(world: WebWorld, runId: string, signal: AbortSignal): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream({
    async start(controller) {
      let last = '';
      let unchanged = 0;
      try {
        while (!signal.aborted) {
          const run = findRun(world.store, runId);
          if (!run) break;
          const view = await runView(world, run);
          const batches = (await batchesOf(world, run)).map(({ key, state, read }) => ({ key, state, read }));
          const text = JSON.stringify({ ...view, ...paceOf(view), batchList: batches });
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
