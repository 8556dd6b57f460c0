import { DatabaseSync } from 'node:sqlite';
import { WeirError } from '#core/errors.ts';
import { migrations } from './migrations.ts';

export type Store = DatabaseSync;

/**
 * Opens the store, bringing its schema up to date; several processes may do so at once.
 * @throws WeirError `unavailable` when the store was written by a newer Weir, or cannot be opened
 */
export function openStore(path: string): Store {
  let store: DatabaseSync;
  try {
    store = new DatabaseSync(path, { timeout: 10_000, enableForeignKeyConstraints: true });
    store.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL');
  } catch (cause) {
    throw new WeirError('unavailable', `The store ${path} cannot be opened.`, { cause });
  }
  try {
    migrate(store, path);
    return store;
  } catch (error) {
    store.close();
    throw error;
  }
}

/** The version of the store's schema: how many migrations made it. */
export function schemaVersion(store: Store): number {
  return Number((store.prepare('PRAGMA user_version').get() as { user_version: number }).user_version);
}

function migrate(store: Store, path: string): void {
  const version = () => schemaVersion(store);
  if (version() === migrations.length) return;
  transaction(store, () => {
    const now = version();
    if (now > migrations.length) {
      throw new WeirError(
        'unavailable',
        `The store ${path} has schema ${now}, newer than this Weir knows (${migrations.length}): start the newer version.`,
      );
    }
    for (const statement of migrations.slice(now)) store.exec(statement);
    store.exec(`PRAGMA user_version = ${migrations.length}`);
  });
}

/** All of `work` or nothing of it. */
export function transaction<T>(store: Store, work: () => T): T {
  store.exec('BEGIN IMMEDIATE');
  try {
    const result = work();
    store.exec('COMMIT');
    return result;
  } catch (error) {
    store.exec('ROLLBACK');
    throw error;
  }
}
