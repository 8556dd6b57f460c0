import { open } from 'node:fs/promises';
import { constants, gunzipSync } from 'node:zlib';
import { WeirError } from '#core/errors.ts';
import { columns } from '#core/event.ts';
import { presetMap } from '#core/field-map/presets.ts';
import type { SegmentUnit } from '#core/run/run.ts';
import type { NdjsonPlace, SourceReport } from '#core/source.ts';
import { mappedSample } from '../mapped-sample.ts';
import { listSegments } from './segments.ts';

/** How much of a file's beginning and end is looked at, in bytes. */
const peekBytes = 256 * 1024;

/**
 * Looks at the first and last lines of the first and last file. The number of events is estimated from sizes; first
 * and last are the earliest and latest times seen.
 * @throws WeirError `source_unusable` when nothing can be read as events
 */
export async function testNdjson(place: NdjsonPlace): Promise<SourceReport> {
  const segments = await listSegments(place.path);
  const first = segments[0];
  const last = segments.at(-1);
  if (!first || !last) throw new WeirError('source_unusable', 'All files of the source are empty.', { field: 'path' });
  const documents = [...(await peek(first, 'start')), ...(await peek(last, 'end'))];
  if (documents.length === 0) {
    throw new WeirError('source_unusable', 'The first file holds no line of JSON that could be an event.', {
      field: 'path',
    });
  }
  const map = presetMap(place.preset);
  const { filled, sample } = mappedSample(map, documents);
  if (!filled.has('Datetime')) {
    throw new WeirError('source_unusable', `The events have no usable time field under the preset ${place.preset}.`, {
      field: 'preset',
    });
  }
  const times = documents
    .flatMap((document) => mappedSample(map, [document]).sample?.Datetime ?? [])
    .map(timeOf)
    .filter(Number.isFinite);
  return {
    reachable: true,
    events: segments.reduce((sum, segment) => sum + segment.estimate, 0),
    eventsAreEstimated: true,
    first: times.length > 0 ? Math.min(...times) : null,
    last: times.length > 0 ? Math.max(...times) : null,
    filled: columns.map(({ name }) => name).filter((name) => filled.has(name)),
    empty: columns.map(({ name }) => name).filter((name) => !filled.has(name)),
    sample,
  };
}

async function peek(segment: SegmentUnit, where: 'start' | 'end'): Promise<Record<string, unknown>[]> {
  const file = await open(segment.path);
  try {
    const length = Math.min(peekBytes, segment.length);
    const atEnd = where === 'end' && !segment.gzip;
    const { buffer } = await file.read(
      Buffer.alloc(length),
      0,
      length,
      atEnd ? segment.offset + segment.length - length : segment.offset,
    );
    const text = segment.gzip ? unzipStart(buffer) : buffer.toString('utf8');
    const whole = length === segment.length && !segment.gzip;
    const lines = text.replace(/^\uFEFF/, '').split('\n');
    return lines.slice(atEnd && !whole ? 1 : 0, whole || atEnd ? undefined : -1).flatMap(parsed);
  } finally {
    await file.close();
  }
}

function unzipStart(bytes: Buffer): string {
  try {
    return `${gunzipSync(bytes, { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: 64 * 1024 * 1024 }).toString('utf8')}\n`;
  } catch (cause) {
    throw new WeirError('source_unusable', 'The first .gz file cannot be unpacked.', { cause, field: 'path' });
  }
}

function parsed(line: string): Record<string, unknown>[] {
  try {
    const value: unknown = JSON.parse(line);
    return value !== null && typeof value === 'object' && !Array.isArray(value)
      ? [value as Record<string, unknown>]
      : [];
  } catch {
    return [];
  }
}

function timeOf(value: unknown): number {
  const number = Number(value);
  if (!Number.isFinite(number)) return Date.parse(String(value).replace(' ', 'T'));
  return number < 1e11 ? number * 1e3 : number < 1e14 ? number : number < 1e17 ? number / 1e3 : number / 1e6;
}
