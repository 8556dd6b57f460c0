/** Every code an error of Weir may carry, with the HTTP status the API answers for it. */
export const errorStatus = {
  invalid: 400,
  unauthorised: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  too_large: 413,
  source_unreachable: 502,
  source_refused: 502,
  source_unusable: 422,
  segment_broken: 422,
  key_lost: 409,
  busy: 503,
  unavailable: 503,
  out_of_resources: 507,
  timeout: 504,
  cancelled: 409,
  internal: 500,
} as const;

export type ErrorCode = keyof typeof errorStatus;

export type ErrorBody = {
  code: ErrorCode;
  message: string;
  field?: string;
  lines?: LineError[];
  lineTotal?: number;
};

/** Trouble in one line of a file; `line` counts from 1. */
export type LineError = { line: number; message: string };

/**
 * An error that somebody can act on: `message` is one sentence for that person and holds no credential.
 * `field` names the part of the input that is wrong; `lines` the first lines of an uploaded file that are, `lineTotal`
 * how many are in all.
 */
export class WeirError extends Error {
  readonly code: ErrorCode;
  readonly field: string | undefined;
  readonly lines: LineError[] | undefined;
  readonly lineTotal: number | undefined;

  constructor(
    code: ErrorCode,
    message: string,
    options: {
      cause?: unknown;
      field?: string | undefined;
      lines?: LineError[] | undefined;
      lineTotal?: number | undefined;
    } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'WeirError';
    this.code = code;
    this.field = options.field;
    this.lines = options.lines;
    this.lineTotal = options.lineTotal ?? options.lines?.length;
  }

  get status(): number {
    return errorStatus[this.code];
  }

  toBody(): ErrorBody {
    return {
      code: this.code,
      message: this.message,
      ...(this.field === undefined ? {} : { field: this.field }),
      ...(this.lines === undefined ? {} : { lines: this.lines, lineTotal: this.lineTotal ?? this.lines.length }),
    };
  }

  /** The error that {@link toBody} described, on the other side of a queue or an HTTP call. */
  static fromBody(body: ErrorBody): WeirError {
    return new WeirError(body.code, body.message, { field: body.field, lines: body.lines, lineTotal: body.lineTotal });
  }

  /** The error that the text of an HTTP answer holds, or undefined for an answer that is not Weir's. */
  static fromAnswer(text: string): WeirError | undefined {
    try {
      const { error } = JSON.parse(text) as { error: ErrorBody };
      return error.code in errorStatus ? WeirError.fromBody(error) : undefined;
    } catch {
      return undefined;
    }
  }
}

/** By name, since a bundler may load the class more than once. */
export function isWeirError(error: unknown): error is WeirError {
  return error instanceof Error && error.name === 'WeirError';
}
