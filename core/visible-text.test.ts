import { expect, test } from 'vitest';
import { visibleText } from './visible-text.ts';

test('what would act on a screen or hide in it can be seen', () => {
  expect(visibleText('a\u001b[31m\u0000\n')).toBe('a␛[31m␀␊');
  expect(visibleText('user\u202Egpj.exe\u200B')).toBe('user[U+202E]gpj.exe[U+200B]');
  expect(visibleText('\u007F\u0085')).toBe('␡[U+0085]');
});

test('words in any writing stay as they are', () => {
  expect(visibleText('Grüße, 世界, שלום 🙂')).toBe('Grüße, 世界, שלום 🙂');
});
