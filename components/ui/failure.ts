import { isWeirError } from '#core/errors.ts';

/** True for an error of loading a part of the page that the server no longer has, or cannot be asked for. */
export function isOutdated(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return (
    error.name === 'ChunkLoadError' ||
    /failed to load chunk|loading (?:css )?chunk|dynamically imported module|importing a module script/i.test(
      error.message,
    )
  );
}

/** One sentence for whoever sees a page, or a part of it, fail. */
export function sentenceOfFailure(error: unknown): string {
  if (isWeirError(error)) return error.message;
  if (isOutdated(error)) return 'Weir was updated, or does not answer: reload the page.';
  return 'Something on this page failed. What is stored is untouched.';
}
