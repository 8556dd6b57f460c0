import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/**
 * Takes the data folder for this process until it ends, however it ends: SQLite's lock is the operating system's.
 * Returns false when another process holds it.
 */
export function lockDataFolder(folder: string): boolean {
  const lock = new DatabaseSync(join(folder, 'lock.db'), { timeout: 0 });
  try {
    lock.exec('BEGIN EXCLUSIVE');
    held.push(lock);
    return true;
  } catch {
    lock.close();
    return false;
  }
}

/** Kept from the garbage collector, which would close them. */
const held: DatabaseSync[] = [];
