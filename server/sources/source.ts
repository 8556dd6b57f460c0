import type { LakeFile } from '#core/lake-file.ts';
import { windowKey } from '#core/lake-file.ts';
import { planWindows } from '#core/run/plan.ts';
import type { Unit } from '#core/run/run.ts';
import type { Credentials, Place, SourceReport } from '#core/source.ts';
import { type Range, roundOutward } from '#core/window.ts';
import { connect, sourceError } from './elasticsearch/client.ts';
import { pullWindow } from './elasticsearch/pull-window.ts';
import { withRetries } from './elasticsearch/retry.ts';
import { testElasticsearch } from './elasticsearch/test-source.ts';
import { findTimeField } from './elasticsearch/time-field.ts';
import { windowCounter } from './elasticsearch/window-counts.ts';
import { allowedPath } from './ndjson/place.ts';
import { pullSegment } from './ndjson/pull-segment.ts';
import { listSegments } from './ndjson/segments.ts';
import { testNdjson } from './ndjson/test-source.ts';
import type { OnRead, Pulled } from './pulled.ts';

/** What Weir asks of any kind of source. All reject with WeirErrors of the codes `source_*`, `segment_broken`, `invalid`. */
export type Source = {
  test(signal: AbortSignal): Promise<SourceReport>;
  /** The units that a range needs and `stored` (the dataset's visible files) lacks. */
  plan(range: Range, stored: readonly LakeFile[], windowMinutes: number | null, signal: AbortSignal): Promise<Unit[]>;
  /** Writes a unit's documents as JSON lines to the file `to`. */
  pull(unit: Unit, to: string, onRead: OnRead, signal: AbortSignal): Promise<Pulled>;
  close(): Promise<void>;
};

/** Opens a source; nothing is sent or read yet. `roots`: folders below which NDJSON may lie. */
export function openSource(place: Place, credentials: Credentials | null, roots: readonly string[]): Source {
  if (place.kind === 'ndjson') {
    const real = () => allowedPath(place.path, roots);
    return {
      test: async () => testNdjson({ ...place, path: await real() }),
      async plan(_range, stored) {
        const known = new Map(stored.map((file) => [file.key, file.print]));
        return (await listSegments(await real())).filter((segment) => known.get(segment.key) !== segment.print);
      },
      async pull(unit, to, onRead, signal) {
        if (unit.kind !== 'segment') throw new TypeError('A folder of files is pulled by segments.');
        return pullSegment({ ...unit, path: await allowedPath(unit.path, roots) }, place.preset, to, onRead, signal);
      },
      close: async () => undefined,
    };
  }
  const connection = connect(place, credentials);
  return {
    test: (signal) => testElasticsearch(connection, signal),
    async plan(range, stored, windowMinutes, signal) {
      try {
        const timeField = await withRetries(() => findTimeField(connection, signal), signal);
        const counter = windowCounter(connection, timeField, roundOutward(range), signal);
        const covered = stored.flatMap((file) =>
          file.kind === 'window' && file.final && file.range ? [file.range] : [],
        );
        const windows = await planWindows(range, covered, windowMinutes, counter);
        return windows.map(({ from, to, estimate }) => ({
          kind: 'window',
          key: windowKey({ from, to }),
          from,
          to,
          estimate,
        }));
      } catch (error) {
        signal.throwIfAborted();
        throw sourceError(error, place);
      }
    },
    async pull(unit, to, onRead, signal) {
      if (unit.kind !== 'window') throw new TypeError('An index is pulled by windows.');
      return pullWindow(connection, unit, to, onRead, signal);
    },
    close: () => connection.client.close(),
  };
}
