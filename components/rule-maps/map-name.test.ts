import { expect, test } from 'vitest';
import { mapNameOf } from './map-name.ts';

test.each([
  ['rules.csv', 'rules'],
  ['WAF rules (final).csv', 'WAF-rules-final'],
  ['Règles.csv', 'Regles'],
  ['.csv', 'rules'],
  ['prod-2026-11-24.csv', 'prod'],
  ['prod_v3.csv', 'prod'],
  ['new-2026-11-24.csv', 'new-2026-11-24'],
])('%s', (file, name) => {
  expect(mapNameOf(file, ['prod'])).toBe(name);
});
