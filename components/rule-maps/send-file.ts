import { WeirError } from '#core/errors.ts';
import { apiRoot } from '../api/ask.ts';

/**
 * Sends a file as it is. By XMLHttpRequest, since fetch does not say how much it has sent: `onSent` is given the share,
 * 1 once Weir has all of it.
 * @throws WeirError that the server answered; `invalid` for a file that cannot be read any more; `unavailable`
 */
export function sendFile<T>(
  path: string,
  file: File,
  { signal, onSent }: { signal: AbortSignal; onSent: (share: number) => void },
): Promise<T> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', apiRoot + path);
    request.setRequestHeader('content-type', 'text/csv');
    request.upload.onprogress = ({ loaded, total }) => onSent(total > 0 ? Math.min(loaded / total, 0.99) : 0);
    request.upload.onload = () => onSent(1);
    request.onload = () => {
      if (request.status >= 200 && request.status < 300) return resolve(JSON.parse(request.responseText) as T);
      const error = WeirError.fromAnswer(request.responseText);
      reject(error ?? new WeirError('internal', `Weir answered HTTP ${request.status}.`));
    };
    request.onerror = () => {
      isReadable(file).then((readable) => reject(readable ? away() : changed()));
    };
    request.onabort = () => reject(signal.reason);
    signal.addEventListener('abort', () => request.abort(), { once: true });
    request.send(file);
  });
}

const away = () =>
  new WeirError(
    'unavailable',
    'Weir did not take the file: look whether it runs, then try again. Nothing was changed.',
  );

const changed = () =>
  new WeirError('invalid', 'The file was changed or moved since it was chosen: choose it again.', { field: 'file' });

async function isReadable(file: File): Promise<boolean> {
  return file
    .slice(0, 1)
    .arrayBuffer()
    .then(() => true)
    .catch(() => false);
}
