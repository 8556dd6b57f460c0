import { expect, test } from 'vitest';
import { shownText } from './line-text.tsx';

test('what cannot be seen is shown', () => {
  expect(shownText('a\tb\u0000\u001b[31m')).toBe('a␉b␀␛[31m');
  expect(shownText('safe\u202Egnp.exe\u200B')).toBe('safe[U+202E]gnp.exe[U+200B]');
  expect(shownText('<b>Grüße</b> 日本')).toBe('<b>Grüße</b> 日本');
});
