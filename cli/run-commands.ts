import { type Arguments, need, specOf, UsageError } from './arguments.ts';
import type { Client } from './client.ts';
import { printJson, say } from './print.ts';

/** The parts of a run that the command line shows. */
type Run = {
  id: string;
  state: string;
  notice: string | null;
  pulled: number;
  estimate: number;
  rate: number;
  secondsLeft: number | null;
  batches: number;
  batchStates: Record<string, number>;
  error: { message: string } | null;
};

function windowMinutesOf(options: Arguments['options']): number | null {
  const minutes = options['window-minutes'];
  if (minutes !== undefined && !/^\d+$/.test(minutes)) throw new UsageError('--window-minutes is a whole number.');
  return minutes === undefined ? null : Number(minutes);
}

const rangeOf = (options: Arguments['options']) => ({
  source: need(options, 'source'),
  from: need(options, 'from'),
  to: need(options, 'to'),
});

/** Prints the latest runs. */
export async function runList(client: Client, options: Arguments['options']): Promise<void> {
  if (options.limit !== undefined && !/^\d+$/.test(options.limit)) throw new UsageError('--limit is a whole number.');
  const params = new URLSearchParams();
  if (options.source !== undefined) params.set('source', options.source);
  if (options.limit !== undefined) params.set('limit', options.limit);
  printJson(await client.get(`/runs?${params}`));
}

/** Prints what a run would find and have to do. */
export async function planRun(client: Client, options: Arguments['options']): Promise<void> {
  printJson(await client.post('/runs/plan', { ...rangeOf(options), windowMinutes: windowMinutesOf(options) }));
}

/** Prints what is stored of a range. */
export async function coverageCommand(client: Client, options: Arguments['options']): Promise<void> {
  printJson(await client.get(`/coverage?${new URLSearchParams(rangeOf(options))}`));
}

/** Starts a run, waits for its end, and prints it. Returns the exit code: 0 only when it is complete. */
export async function startRun(client: Client, options: Arguments['options']): Promise<number> {
  const run = await client.post<Run>('/runs', {
    ...rangeOf(options),
    map: options.map ?? null,
    spec: specOf(options),
    windowMinutes: windowMinutesOf(options),
  });
  if (run.notice) say(run.notice);
  return followRun(client, run.id);
}

/** Takes up again what is missing of a run. */
export async function retryRun(client: Client, [id]: string[]): Promise<number> {
  if (id === undefined) throw new UsageError('Name the run: retry RUN');
  const run = await client.post<Run>(`/runs/${encodeURIComponent(id)}/retry`, {});
  return followRun(client, run.id);
}

export async function cancelRun(client: Client, [id]: string[]): Promise<void> {
  if (id === undefined) throw new UsageError('Name the run: cancel RUN');
  printJson(await client.post(`/runs/${encodeURIComponent(id)}/cancel`, {}));
}

const finished = ['complete', 'partial', 'failed', 'cancelled'];

/** Shows progress until the run has ended; a stream that breaks is taken up again for a minute. */
async function followRun(client: Client, id: string): Promise<number> {
  const path = `/runs/${id}`;
  let last = '';
  let lost = 0;
  let run = await client.get<Run>(path);
  while (!finished.includes(run.state)) {
    try {
      for await (const view of client.watch<Run>(`${path}/progress`)) {
        lost = 0;
        run = view;
        const line = progressLine(view);
        if (line !== last) say(line);
        last = line;
      }
      run = await client.get<Run>(path);
    } catch (error) {
      if (++lost > 60) throw error;
      await new Promise((resolve) => setTimeout(resolve, 1000));
    }
  }
  if (run.error) say(run.error.message);
  printJson(await client.get(path));
  return run.state === 'complete' ? 0 : 1;
}

function progressLine({ state, pulled, rate, secondsLeft, batches, batchStates }: Run): string {
  if (state !== 'pulling') return state;
  const ended = (batchStates.done ?? 0) + (batchStates.failed ?? 0);
  const left = secondsLeft === null ? '' : `, about ${secondsLeft} s left`;
  return `${ended} of ${batches} batches, ${pulled.toLocaleString('en-US')} events, ${rate.toLocaleString('en-US')}/s${left}`;
}
