import { filterWords } from '#core/pivot/narrow.ts';
import type { Filter } from '#core/pivot/spec.ts';
import { labelOf } from '../question/fields.ts';

/** What a typed text may mean: a filter, and its words. */
export type Guess = { words: string; filter: Filter };

const v4 = /^(?:\d{1,3}\.){3}\d{1,3}$/;
const v4Start = /^(?:\d{1,3}\.){1,3}(?:\d{1,3})?$/;
const v6 = /^(?=.*:.*:)[0-9a-f:]+(?:\.\d+)*$/i;
const host = /^(?=.*\.)(?:[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?\.)+[a-z][a-z0-9-]*$/i;
const ruleId = /^(?:[0-9a-f]{32}|\d{5,7}[A-Z]{0,2}(?:_\w+)?)$/i;

/** What a text in the search box may mean, the likeliest first; the last is always a part of the path. */
export function guessFilters(typed: string): Guess[] {
  const text = typed.trim();
  if (text === '') return [];
  const found: Filter[] = [];
  const add = (field: string, op: Filter['op'], value = text) => found.push({ field, op, values: [value] });
  if (/^[0-9a-f]{16}$/i.test(text)) add('RayID', 'is', text.toLowerCase());
  if (v4.test(text) && text.split('.').every((part) => Number(part) < 256)) add('ClientIP', 'is');
  else if (v4Start.test(text)) add('ClientIP', 'starts-with');
  if (v6.test(text)) {
    add('ClientIP', text.endsWith(':') ? 'starts-with' : 'is', text.toLowerCase());
    if (!text.endsWith(':')) add('ClientIP', 'starts-with', text.toLowerCase());
  }
  if (ruleId.test(text)) add('RuleID', 'is');
  if (text.startsWith('/')) {
    add('ClientRequestPath', 'is');
    add('ClientRequestPath', 'starts-with');
  }
  if (host.test(text)) add('ClientRequestHost', 'is', text.toLowerCase());
  if (found.length === 0 && !/[\s/]/.test(text)) add('RuleID', 'is');
  add('ClientRequestPath', 'contains');
  return found.map((filter) => ({ words: filterWords(filter, labelOf(filter.field, null)), filter }));
}
