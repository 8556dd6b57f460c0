import { mkdirSync } from 'node:fs';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { WeirError } from '#core/errors.ts';
import { type DataFolder, scratchPath } from '#server/data-folder.ts';

export type { DuckDBConnection };

export type DuckSettings = { memoryMb: number; threads: number };

/** A DuckDB instance of this process, confined to the data folder's lake, maps, artefacts, uploads and tmp. */
export type Duck = {
  /** Gives `work` a connection of its own; an aborted `signal` interrupts its query. */
  use<T>(work: (connection: DuckDBConnection) => Promise<T>, signal?: AbortSignal): Promise<T>;
  close(): void;
};

/**
 * Opens DuckDB in memory with a memory limit and a folder to spill to. Once open, its settings are locked and it
 * reaches no file outside the data folder.
 */
export async function openDuck(folder: DataFolder, settings: DuckSettings): Promise<Duck> {
  const spill = scratchPath(folder.tmp, 'spill');
  mkdirSync(spill, { recursive: true });
  const instance = await DuckDBInstance.create(':memory:', {
    memory_limit: `${settings.memoryMb}MB`,
    threads: String(settings.threads),
    temp_directory: spill,
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
  });
  const setup = await instance.connect();
  const allowed = [folder.lake, folder.maps, folder.artefacts, folder.uploads, folder.tmp].map((path) =>
    sqlText(`${path}/`),
  );
  await setup.run(`SET TimeZone = 'UTC'`);
  await setup.run(`SET allowed_directories = [${allowed.join(', ')}]`);
  await setup.run('SET enable_external_access = false');
  await setup.run('SET lock_configuration = true');
  setup.closeSync();
  return {
    async use(work, signal) {
      signal?.throwIfAborted();
      const connection = await instance.connect();
      const interrupt = () => connection.interrupt();
      signal?.addEventListener('abort', interrupt, { once: true });
      try {
        return await work(connection);
      } catch (error) {
        signal?.throwIfAborted();
        throw translate(error);
      } finally {
        signal?.removeEventListener('abort', interrupt);
        connection.closeSync();
      }
    },
    close: () => instance.closeSync(),
  };
}

/** The version of DuckDB, like `1.5.6`. */
export async function duckdbVersion(duck: Duck, signal: AbortSignal): Promise<string> {
  const answer = await duck.use((connection) => connection.runAndReadAll('SELECT version()'), signal);
  return String(answer.getRows()[0]?.[0]).replace(/^v/, '');
}

/** A text as an SQL literal. For paths and names of Weir's own making; what people wrote is bound instead. */
export function sqlText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** A name as a quoted SQL identifier. */
export function sqlName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

function translate(error: unknown): unknown {
  const message = error instanceof Error ? error.message : String(error);
  if (/^Out of Memory Error/i.test(message)) {
    return new WeirError(
      'out_of_resources',
      'This needs more memory or spill space than Weir may use: ask for fewer fields or a shorter range, or raise WEIR_DUCKDB_MEMORY_MB.',
      { cause: error },
    );
  }
  if (/No space left on device/i.test(message)) {
    return new WeirError('out_of_resources', 'The disk of the data folder is full: free some space and try again.', {
      cause: error,
    });
  }
  return error;
}
