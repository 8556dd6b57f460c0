import { open, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { WeirError } from '#core/errors.ts';
import { contentHash } from '#core/hash.ts';
import type { SegmentUnit } from '#core/run/run.ts';

/** The most bytes of a plain file that one batch reads. */
export const segmentBytes = 256 * 1024 * 1024;

const names = /\.(?:ndjson|jsonl|json|log)(?:\.gz)?$|\.gz$/i;
/** What a typical event takes, plain and compressed, for estimates only. */
const plainBytes = 800;
const gzipBytes = 80;

/**
 * The segments of a file, or of all event files below a folder, in the order of their paths: a .gz as a whole, a plain
 * file cut at line ends into parts of at most {@link segmentBytes} and one line more.
 * @throws WeirError `source_unusable` when no event file is there
 */
export async function listSegments(place: string): Promise<SegmentUnit[]> {
  const files = (await stat(place)).isDirectory() ? await filesBelow(place) : [place];
  if (files.length === 0) {
    throw new WeirError('source_unusable', 'The folder holds no file named .ndjson, .jsonl, .json, .log or .gz.', {
      field: 'path',
    });
  }
  const segments: SegmentUnit[] = [];
  for (const file of files.sort()) segments.push(...(await segmentsOf(file)));
  return segments;
}

async function filesBelow(folder: string): Promise<string[]> {
  const found: string[] = [];
  for (const entry of await readdir(folder, { withFileTypes: true, recursive: true })) {
    if (entry.isFile() && names.test(entry.name) && !entry.name.startsWith('.'))
      found.push(join(entry.parentPath, entry.name));
  }
  return found;
}

async function segmentsOf(path: string): Promise<SegmentUnit[]> {
  const { size, mtimeMs: modified } = await stat(path);
  if (size === 0) return [];
  const gzip = path.toLowerCase().endsWith('.gz');
  const starts = gzip ? [0] : await lineStarts(path, size);
  return starts.map((offset, index) => {
    const end = starts[index + 1] ?? size;
    const length = end - offset;
    // A plain file may grow: its full parts stay what they are, only the last is read again.
    const print = contentHash(end < size ? { length } : { length, modified }).slice(0, 8);
    const estimate = Math.ceil(length / (gzip ? gzipBytes : plainBytes));
    return {
      kind: 'segment',
      key: contentHash({ path, offset }),
      print,
      path,
      size,
      modified,
      offset,
      length,
      gzip,
      estimate,
    };
  });
}

async function lineStarts(path: string, size: number): Promise<number[]> {
  const starts = [0];
  if (size <= segmentBytes) return starts;
  const file = await open(path);
  try {
    const buffer = Buffer.alloc(64 * 1024);
    for (let target = segmentBytes; target < size; ) {
      const { bytesRead } = await file.read(buffer, 0, buffer.length, target);
      if (bytesRead === 0) break;
      const end = buffer.subarray(0, bytesRead).indexOf(10);
      if (end < 0) {
        target += bytesRead;
        continue;
      }
      const start = target + end + 1;
      if (start < size) starts.push(start);
      target = start + segmentBytes;
    }
  } finally {
    await file.close();
  }
  return starts;
}
