import { realpath } from 'node:fs/promises';
import { isAbsolute, sep } from 'node:path';
import { WeirError } from '#core/errors.ts';

/**
 * The real path of a file or folder that lies under one of `roots`, links followed.
 * @throws WeirError `invalid` (field `path`) for a path that is relative, outside the roots, or not there
 */
export async function allowedPath(path: string, roots: readonly string[]): Promise<string> {
  if (!isAbsolute(path)) throw new WeirError('invalid', 'The path must be absolute.', { field: 'path' });
  const real = await resolved(path);
  for (const root of roots) {
    const base = await resolved(root);
    if (base !== null && real !== null && (real === base || real.startsWith(base.endsWith(sep) ? base : base + sep)))
      return real;
  }
  const inside = roots.some((root) => path === root || path.startsWith(root.endsWith(sep) ? root : root + sep));
  throw real === null && inside
    ? new WeirError('invalid', `There is no file or folder at ${path}.`, { field: 'path' })
    : new WeirError('invalid', `The path lies outside the folders that WEIR_NDJSON_ROOTS allows.`, { field: 'path' });
}

async function resolved(path: string): Promise<string | null> {
  try {
    return await realpath(path);
  } catch {
    return null;
  }
}
