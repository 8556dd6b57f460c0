/** Every Redis key of an installation begins with this. */
export function keyPrefix(installation: string): string {
  return `weir-${installation}`;
}

export const progressKey = (prefix: string, runId: string) => `${prefix}-progress-${runId}`;
export const cancelKey = (prefix: string, runId: string) => `${prefix}-cancel-${runId}`;
/** Set by whoever asked a query and no longer wants its answer. */
export const dropKey = (prefix: string, jobId: string) => `${prefix}-drop-${jobId}`;

/** Progress and flags outlive their run by this many seconds. */
export const keptSeconds = 24 * 60 * 60;
