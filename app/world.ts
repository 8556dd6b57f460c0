import { type DataFolder, openDataFolder } from '#server/data-folder.ts';
import { type Env, readEnv } from '#server/env.ts';
import { createLog, type Logger } from '#server/log.ts';
import { openProducer, type Producer } from '#server/queue/producer.ts';
import { openSecrets, type Secrets } from '#server/secrets.ts';
import { openStore, type Store } from '#server/store/open.ts';

/** What the web process has at hand. */
export type WebWorld = {
  env: Env;
  folder: DataFolder;
  store: Store;
  producer: Producer;
  secrets: Secrets;
  log: Logger;
};

const place = globalThis as { weirWorld?: WebWorld };

/** Opened once a process, though Next loads this module once a bundle. */
export function webWorld(): WebWorld {
  place.weirWorld ??= openWorld();
  return place.weirWorld;
}

function openWorld(): WebWorld {
  const env = readEnv();
  const folder = openDataFolder(env.dataDir);
  return {
    env,
    folder,
    store: openStore(folder.store),
    producer: openProducer(env.redisUrl, folder.installation),
    secrets: openSecrets(env),
    log: createLog('web', env.logLevel),
  };
}
