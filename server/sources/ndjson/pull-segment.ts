import { once } from 'node:events';
import { createReadStream, createWriteStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { WeirError } from '#core/errors.ts';
import { presetMap } from '#core/field-map/presets.ts';
import { emptyShape, observer } from '#core/field-map/shape.ts';
import type { SegmentUnit } from '#core/run/run.ts';
import type { PresetName } from '#core/source.ts';
import type { OnRead, Pulled } from '../pulled.ts';

/** One line in so many is looked at for the shape of the documents. */
const sampleEvery = 500;
const chunkBytes = 1024 * 1024;
/** Stands in a document that a cluster could not parse: such a batch is read with care. */
const pipelineMark = Buffer.from('pipeline_error');

/**
 * Copies a segment's bytes, unpacked, to `to`, and counts its lines (blank ones are none). A copy, so that what is
 * counted and what is stored are the same bytes though the file may be written to meanwhile.
 * @throws WeirError `segment_broken` when the file is gone, or a .gz is damaged or cut short
 */
export async function pullSegment(
  unit: SegmentUnit,
  preset: PresetName,
  to: string,
  onRead: OnRead,
  signal: AbortSignal,
): Promise<Pulled> {
  const map = presetMap(preset);
  const shape = emptyShape(map);
  let suspect = false;
  const lines = lineCounter(observer(map, shape));
  try {
    const now = await stat(unit.path);
    if (now.size < unit.offset + unit.length) {
      throw new WeirError('segment_broken', `${basename(unit.path)} is shorter than it was when the run was planned.`);
    }
    const input = createReadStream(unit.path, {
      start: unit.offset,
      end: unit.offset + unit.length - 1,
      highWaterMark: chunkBytes,
    });
    const output = createWriteStream(to, { highWaterMark: chunkBytes });
    const count = async function* (source: AsyncIterable<Buffer>) {
      let first = unit.offset === 0;
      let tail: Buffer = Buffer.alloc(0);
      for await (const whole of source) {
        const chunk = first && whole.subarray(0, 3).toString('hex') === 'efbbbf' ? whole.subarray(3) : whole;
        first = false;
        lines.add(chunk);
        suspect ||=
          Buffer.concat([tail, chunk.subarray(0, pipelineMark.length)]).includes(pipelineMark) ||
          chunk.includes(pipelineMark);
        tail = chunk.subarray(-pipelineMark.length);
        await onRead(lines.total);
        yield chunk;
      }
    };
    if (unit.gzip) await pipeline(input, createGunzip({ chunkSize: chunkBytes }), count, output, { signal });
    else await pipeline(input as Readable, count, output, { signal });
  } catch (error) {
    throw segmentError(error, unit);
  }
  lines.end();
  const expected = lines.total;
  return {
    lines: expected,
    expected,
    suspect,
    map,
    shape,
    origin: { kind: 'ndjson', path: unit.path, offset: String(unit.offset), bytes: String(unit.length), preset },
    firstLine: () => linesBefore(unit.path, unit.offset).then((before) => before + 1),
  };
}

function segmentError(error: unknown, unit: SegmentUnit): unknown {
  const code = (error as NodeJS.ErrnoException).code ?? '';
  const name = basename(unit.path);
  if (code === 'Z_BUF_ERROR')
    return new WeirError('segment_broken', `${name} is cut short: its compressed data ends too early.`, {
      cause: error,
    });
  if (code.startsWith('Z_'))
    return new WeirError('segment_broken', `${name} is not a whole .gz file: its compressed data is damaged.`, {
      cause: error,
    });
  if (code === 'ENOENT') return new WeirError('segment_broken', `${name} is no longer there.`, { cause: error });
  if (code === 'EACCES' || code === 'EPERM')
    return new WeirError('segment_broken', `${name} may not be read by Weir's user.`, { cause: error });
  if (code === 'ENOSPC')
    return new WeirError('out_of_resources', 'The disk of the data folder is full: free some space and retry.', {
      cause: error,
    });
  return error;
}

/** Counts lines with something in them across chunks, and shows some of them to `observe`. */
function lineCounter(observe: (document: unknown) => void) {
  let pending = false;
  let carried: Buffer[] = [];
  const counter = {
    total: 0,
    add(chunk: Buffer): void {
      let start = 0;
      for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10, start)) {
        if (pending || !isBlank(chunk, start, end)) {
          if (counter.total % sampleEvery === 0) look(Buffer.concat([...carried, chunk.subarray(start, end)]));
          counter.total += 1;
        }
        pending = false;
        carried = [];
        start = end + 1;
      }
      if (start < chunk.length && (pending || !isBlank(chunk, start, chunk.length))) {
        pending = true;
        if (counter.total % sampleEvery === 0) carried.push(Buffer.from(chunk.subarray(start)));
      }
    },
    end(): void {
      if (!pending) return;
      look(Buffer.concat(carried));
      counter.total += 1;
    },
  };
  const look = (line: Buffer) => {
    try {
      observe(JSON.parse(line.toString('utf8')));
    } catch {
      // A broken line shows no shape; whoever reads the batch rejects it.
    }
  };
  return counter;
}

function isBlank(chunk: Buffer, start: number, end: number): boolean {
  for (let index = start; index < end; index++) {
    const byte = chunk[index];
    if (byte !== 32 && byte !== 13 && byte !== 9) return false;
  }
  return true;
}

/** How many lines a file has before `offset`; needed only where a rejected line is to be named. */
async function linesBefore(path: string, offset: number): Promise<number> {
  if (offset === 0) return 0;
  let lines = 0;
  const input = createReadStream(path, { end: offset - 1, highWaterMark: chunkBytes });
  input.on('data', (chunk) => {
    const bytes = chunk as Buffer;
    for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, at + 1)) lines += 1;
  });
  await once(input, 'end');
  return lines;
}
