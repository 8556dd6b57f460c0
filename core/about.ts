/** A version, or a sentence on why it is not known. */
export type Version = { version: string } | { away: string };

/**
 * What Weir is made of. `schema`: version of the store's schema; `engine`: version of the pivot engine; `started`: since
 * when the web process runs, RFC 3339; `uptime` in seconds.
 */
export type About = {
  weir: string;
  node: string;
  next: string;
  schema: number;
  engine: number;
  duckdb: Version;
  redis: Version;
  started: string;
  uptime: number;
};
