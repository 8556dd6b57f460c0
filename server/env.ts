import { isAbsolute, resolve } from 'node:path';
import { z } from 'zod';
import { WeirError } from '#core/errors.ts';

const whole = (fallback: number, least: number, most: number) =>
  z
    .string()
    .regex(/^\d+$/, 'is not a whole number')
    .transform(Number)
    .pipe(z.number().min(least).max(most))
    .default(fallback);

const folders = z
  .string()
  .default('')
  .transform((text) =>
    text
      .split(':')
      .filter(Boolean)
      .map((one) => resolve(one)),
  );

const schema = z.object({
  WEIR_DATA_DIR: z
    .string()
    .min(1)
    .default('./data')
    .transform((path) => resolve(path)),
  PORT: whole(3000, 0, 65_535),
  WEIR_BIND: z.string().min(1).default('127.0.0.1'),
  WEIR_TOKEN: z.string().min(16, 'must have at least 16 characters').optional(),
  WEIR_ALLOWED_HOSTS: z
    .string()
    .default('')
    .transform((text) =>
      text
        .split(',')
        .map((one) => one.trim().toLowerCase())
        .filter(Boolean),
    ),
  REDIS_URL: z
    .string()
    .regex(/^rediss?:\/\//, 'must start with redis:// or rediss://')
    .default('redis://127.0.0.1:6379'),
  WEIR_NDJSON_ROOTS: folders,
  WEIR_SECRET_KEY: z
    .string()
    .regex(/^[0-9a-fA-F]{64}$/, 'must be 64 hex digits')
    .optional(),
  WEIR_KEY_FILE: z.string().refine(isAbsolute, 'must be an absolute path').optional(),
  XDG_CONFIG_HOME: z.string().optional(),
  HOME: z.string().default('/'),
  WEIR_SAMPLE: z.enum(['on', 'off']).default('on'),
  WEIR_UPLOAD_LIMIT_MB: whole(50, 1, 4096),
  WEIR_ARTEFACTS_MB: whole(2048, 1, 1_048_576),
  WEIR_DUCKDB_MEMORY_MB: whole(384, 128, 1_048_576),
  WEIR_DUCKDB_THREADS: whole(2, 1, 256),
  WEIR_BATCH_CONCURRENCY: whole(2, 1, 64),
  WEIR_QUERY_CONCURRENCY: whole(2, 1, 64),
  WEIR_LAG_MINUTES: whole(5, 0, 1440),
  WEIR_LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
});

export type Env = {
  dataDir: string;
  port: number;
  bind: string;
  /** The token that API calls and browsers must show; undefined only while listening on loopback. */
  token: string | undefined;
  /** Host names, besides loopback's, under which browsers may reach Weir. */
  allowedHosts: string[];
  redisUrl: string;
  ndjsonRoots: string[];
  secretKey: string | undefined;
  keyFile: string;
  sample: boolean;
  uploadLimitBytes: number;
  /** What stored pivots that no run keeps may take. */
  artefactLimitBytes: number;
  duckdbMemoryMb: number;
  duckdbThreads: number;
  batchConcurrency: number;
  queryConcurrency: number;
  lagMs: number;
  logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent';
};

const loopback = new Set(['127.0.0.1', '::1', 'localhost']);

/**
 * Reads the settings, each within its bounds.
 * @throws WeirError `invalid`, naming the variable
 */
export function readEnv(variables: NodeJS.ProcessEnv = process.env): Env {
  const given = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== ''));
  const result = schema.safeParse(given);
  if (!result.success) {
    const trouble = result.error.issues[0];
    const name = String(trouble?.path[0] ?? 'settings');
    throw new WeirError('invalid', `${name}: ${trouble?.message ?? 'not valid'}.`, { field: name });
  }
  const values = result.data;
  if (!loopback.has(values.WEIR_BIND) && values.WEIR_TOKEN === undefined) {
    throw new WeirError(
      'invalid',
      'WEIR_BIND listens beyond this machine: set WEIR_TOKEN to a secret of 16 characters or more.',
      {
        field: 'WEIR_TOKEN',
      },
    );
  }
  return {
    dataDir: values.WEIR_DATA_DIR,
    port: values.PORT,
    bind: values.WEIR_BIND,
    token: values.WEIR_TOKEN,
    allowedHosts: values.WEIR_ALLOWED_HOSTS,
    redisUrl: values.REDIS_URL,
    ndjsonRoots: [resolve(values.WEIR_DATA_DIR, 'sample'), ...values.WEIR_NDJSON_ROOTS],
    secretKey: values.WEIR_SECRET_KEY,
    keyFile:
      values.WEIR_KEY_FILE ?? resolve(values.XDG_CONFIG_HOME ?? resolve(values.HOME, '.config'), 'weir', 'secret.key'),
    sample: values.WEIR_SAMPLE === 'on',
    uploadLimitBytes: values.WEIR_UPLOAD_LIMIT_MB * 1024 * 1024,
    artefactLimitBytes: values.WEIR_ARTEFACTS_MB * 1024 * 1024,
    duckdbMemoryMb: values.WEIR_DUCKDB_MEMORY_MB,
    duckdbThreads: values.WEIR_DUCKDB_THREADS,
    batchConcurrency: values.WEIR_BATCH_CONCURRENCY,
    queryConcurrency: values.WEIR_QUERY_CONCURRENCY,
    lagMs: values.WEIR_LAG_MINUTES * 60_000,
    logLevel: values.WEIR_LOG_LEVEL,
  };
}

/** The settings as they may be printed: secrets are named, never shown. */
export function redactedEnv(env: Env): Record<string, unknown> {
  const redisUrl = new URL(env.redisUrl);
  if (redisUrl.password) redisUrl.password = 'redacted';
  return {
    ...env,
    redisUrl: redisUrl.href,
    token: env.token === undefined ? undefined : 'set',
    secretKey: env.secretKey === undefined ? undefined : 'set',
  };
}
