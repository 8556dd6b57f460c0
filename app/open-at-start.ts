import { isWeirError } from '#core/errors.ts';
import { webWorld } from './world.ts';

/** The exit code of a process that cannot start however often it is tried. */
const cannotStart = 78;

/** Opens the world; what cannot be mended by another try is said in one sentence and ends the process. */
export function openAtStart(): void {
  try {
    webWorld();
  } catch (error) {
    if (!isWeirError(error)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(cannotStart);
  }
}
