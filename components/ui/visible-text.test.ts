import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cutMiddle, plainVisibleText, visibleText } from './visible-text.ts';

test('what nobody would see is a sign', () => {
  expect(plainVisibleText('a\u0000b\u001b[31m\u007f', 100)).toBe('a␀b␛[31m␡');
  expect(plainVisibleText('gpj.\u202egnp\u2066x\u2069', 100)).toBe('gpj.⟨U+202E⟩gnp⟨U+2066⟩x⟨U+2069⟩');
  expect(plainVisibleText('a\u200bb\ufeffc\u2028d\u00ade\u{e0041}f\ud800', 100)).toBe(
    'a⟨U+200B⟩b⟨U+FEFF⟩c⟨U+2028⟩d⟨U+00AD⟩e⟨U+E0041⟩f⟨U+D800⟩',
  );
  expect(visibleText('x\ty', 100).pieces).toEqual([
    { text: 'x', sign: false },
    { text: '␉', sign: true },
    { text: 'y', sign: false },
  ]);
});

test('other text stays as it is, whatever its script', () => {
  for (const text of ['', '<script>alert(1)</script>', 'Ünïcödé', 'שלום', '日本語', '🚀 ok'])
    expect(plainVisibleText(text, 100)).toBe(text);
});

test('a long text is cut, never within a character', () => {
  expect(plainVisibleText('abcdef', 3)).toBe('abc…');
  expect(plainVisibleText('ab🚀cd', 3)).toBe('ab…');
});

test('nothing that turns or hides text is left of any text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 20 }), (text) => {
      expect(plainVisibleText(text, 1000)).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
    }),
  );
});

test('a long id keeps both ends', () => {
  expect(cutMiddle('a00f51de9c4b47a1bb0b3f2d1c0e9a8f')).toBe('a00f51de9…1c0e9a8f');
  expect(cutMiddle('100016')).toBe('100016');
  expect(cutMiddle('x'.repeat(64), 18)).toHaveLength(18);
});
