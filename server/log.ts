import { type Logger, pino } from 'pino';

export type { Logger };

/** A structured log of one process on standard output: JSON lines with `level`, `time` (ISO, UTC), `process` and `msg`. Credentials are cut out by key. */
export function createLog(process: string, level: string): Logger {
  return pino({
    level,
    base: { process },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    redact: {
      paths: ['*.password', '*.apiKey', '*.sealed', '*.token', '*.secretKey', '*.authorization', '*.source.sealed'],
      censor: 'redacted',
    },
  });
}
