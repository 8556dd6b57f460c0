import { expect, test } from 'vitest';
import { WeirError } from '#core/errors.ts';
import { isOutdated, sentenceOfFailure } from './failure.ts';

const named = (name: string, message: string) => Object.assign(new Error(message), { name });

test.each([
  named('ChunkLoadError', 'Failed to load chunk /_next/static/chunks/1.js from module 2'),
  named('Error', 'Loading CSS chunk 12 failed.'),
  named('TypeError', 'Failed to fetch dynamically imported module: /x.js'),
])('a part that the server no longer has: %s', (error) => {
  expect(isOutdated(error)).toBe(true);
  expect(sentenceOfFailure(error)).toMatch(/^Weir was updated/);
});

test('every other failure keeps its own sentence, or gets one that blames nothing', () => {
  expect(sentenceOfFailure(new WeirError('invalid', 'Write it so.'))).toBe('Write it so.');
  expect(sentenceOfFailure(named('TypeError', 'x is undefined'))).toMatch(/What is stored is untouched/);
  expect(isOutdated('text')).toBe(false);
});
