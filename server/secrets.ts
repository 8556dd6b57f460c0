import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { chmodSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, resolve, sep } from 'node:path';
import { WeirError } from '#core/errors.ts';
import { type Credentials, credentials } from '#core/source.ts';
import type { Env } from '#server/env.ts';

/** Encrypts credentials for the store and for jobs: AES-256-GCM, `v1.<nonce>.<tag>.<ciphertext>` in base64url. */
export type Secrets = {
  seal(given: Credentials): string;
  /** @throws WeirError `key_lost` when the key is another one than that which sealed */
  open(sealed: string): Credentials;
};

/**
 * Uses WEIR_SECRET_KEY, or the key file, which is made on first use with mode 0600.
 * @throws WeirError `invalid` when the key file lies in the data folder or holds no key, `unavailable` when it cannot be made
 */
export function openSecrets(env: Pick<Env, 'secretKey' | 'keyFile' | 'dataDir'>): Secrets {
  const key = Buffer.from(env.secretKey ?? keyOfFile(env.keyFile, env.dataDir), 'hex');
  return {
    seal(given) {
      const nonce = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', key, nonce);
      const text = Buffer.concat([cipher.update(JSON.stringify(given), 'utf8'), cipher.final()]);
      return ['v1', ...[nonce, cipher.getAuthTag(), text].map((part) => part.toString('base64url'))].join('.');
    },
    open(sealed) {
      const [version, nonce = '', tag = '', text = ''] = sealed.split('.');
      try {
        if (version !== 'v1') throw new Error(`unknown form ${version}`);
        const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(nonce, 'base64url'));
        decipher.setAuthTag(Buffer.from(tag, 'base64url'));
        const plain = Buffer.concat([decipher.update(Buffer.from(text, 'base64url')), decipher.final()]);
        return credentials.parse(JSON.parse(plain.toString('utf8')));
      } catch (cause) {
        throw new WeirError(
          'key_lost',
          "The key that encrypted this source's credentials is gone: enter the credentials again.",
          {
            cause,
            field: 'credentials',
          },
        );
      }
    },
  };
}

function keyOfFile(file: string, dataDir: string): string {
  if (resolve(file).startsWith(resolve(dataDir) + sep)) {
    throw new WeirError(
      'invalid',
      'WEIR_KEY_FILE must lie outside the data folder, so that a copy of the data holds no key.',
      { field: 'WEIR_KEY_FILE' },
    );
  }
  try {
    return readKey(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    const beside = `${file}.${process.pid}`;
    writeFileSync(beside, `${randomBytes(32).toString('hex')}\n`, { mode: 0o600 });
    try {
      linkSync(beside, file);
      chmodSync(file, 0o600);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    } finally {
      rmSync(beside, { force: true });
    }
    return readKey(file);
  } catch (cause) {
    if (cause instanceof WeirError) throw cause;
    throw new WeirError(
      'unavailable',
      `The key file ${file} cannot be written: set WEIR_SECRET_KEY or WEIR_KEY_FILE.`,
      { cause },
    );
  }
}

function readKey(file: string): string {
  const key = readFileSync(file, 'utf8').trim();
  if (!/^[0-9a-fA-F]{64}$/.test(key)) {
    throw new WeirError('invalid', `The key file ${file} does not hold 64 hex digits.`, { field: 'WEIR_KEY_FILE' });
  }
  return key;
}
