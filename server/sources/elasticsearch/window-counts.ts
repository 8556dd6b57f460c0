import { hour, minute, second } from '#core/time.ts';
import type { Range, Window } from '#core/window.ts';
import type { Connection } from './client.ts';
import { countByInterval } from './count.ts';
import { withRetries } from './retry.ts';

/**
 * Returns a function that counts a window of the tree by few questions: hours once for the whole range, then minutes of
 * an hour and seconds of a minute only where a window that small is asked for.
 */
export function windowCounter(connection: Connection, timeField: string, range: Range, signal: AbortSignal) {
  const known = new Map<string, Promise<Map<number, number>>>();
  const counts = (part: Range, size: number) => {
    const key = `${part.from}/${size}`;
    let answer = known.get(key);
    if (!answer) {
      answer = withRetries(() => countByInterval(connection, timeField, part, size, signal), signal);
      known.set(key, answer);
    }
    return answer;
  };
  const wholeHours = { from: Math.floor(range.from / hour) * hour, to: Math.ceil(range.to / hour) * hour };
  return async (window: Window): Promise<number> => {
    const length = window.to - window.from;
    const size = length >= hour ? hour : length >= minute ? minute : second;
    const outer = size === hour ? null : size === minute ? hour : minute;
    const start = outer === null ? 0 : Math.floor(window.from / outer) * outer;
    const found = await counts(outer === null ? wholeHours : { from: start, to: start + outer }, size);
    let total = 0;
    for (let at = window.from; at < window.to; at += size) total += found.get(at) ?? 0;
    return total;
  };
}
