import type { Credentials, Place, PresetName, SourceView } from '#core/source.ts';

/** How a source's form signs in: `stored` keeps what is stored. */
export type Sign = 'none' | 'stored' | 'key' | 'user';

/** What stands in the form of a source, as text. */
export type Draft = {
  name: string;
  kind: Place['kind'];
  url: string;
  index: string;
  query: string;
  ca: string;
  path: string;
  preset: PresetName;
  sign: Sign;
  apiKey: string;
  user: string;
  password: string;
};

export type DraftField = Exclude<keyof Draft, 'kind' | 'sign'>;

export const emptyDraft: Draft = {
  name: '',
  kind: 'elasticsearch',
  url: '',
  index: '',
  query: '',
  ca: '',
  path: '',
  preset: 'elastic-ecs',
  sign: 'none',
  apiKey: '',
  user: '',
  password: '',
};

export function draftOf({ name, place, hasCredentials }: SourceView): Draft {
  const base: Draft = { ...emptyDraft, name, kind: place.kind, preset: place.preset };
  if (place.kind === 'ndjson') return { ...base, path: place.path };
  const query = place.query === undefined ? '' : JSON.stringify(place.query, null, 2);
  const sign = hasCredentials ? 'stored' : 'none';
  return { ...base, url: place.url, index: place.index, query, ca: place.ca ?? '', sign };
}

/** What is wrong with a draft, by field; `needsName` is false for a mere test. */
export function draftErrors(draft: Draft, needsName: boolean): Partial<Record<DraftField, string>> {
  const errors: Partial<Record<DraftField, string>> = {};
  if (needsName && !/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/.test(draft.name))
    errors.name = 'A name has 1 to 64 letters, digits, dots, dashes or underscores.';
  if (draft.kind === 'ndjson') {
    if (draft.path.trim() === '') errors.path = 'Enter the path.';
    else if (!draft.path.startsWith('/')) errors.path = 'The path must be absolute: it starts with /.';
    return errors;
  }
  const address = draft.url.trim();
  if (address === '') errors.url = 'Enter the address.';
  else if (!URL.canParse(address) || !/^https?:$/.test(new URL(address).protocol))
    errors.url = 'An address starts with http:// or https://.';
  else if (new URL(address).username !== '') errors.url = 'Give user and password below, not in the address.';
  if (draft.index.trim() === '') errors.index = 'Enter an index, an alias, or a pattern such as logs-*.';
  const query = queryTrouble(draft.query);
  if (query !== null) errors.query = query;
  if (draft.ca.trim() !== '' && !draft.ca.includes('-----BEGIN CERTIFICATE-----'))
    errors.ca = 'A PEM begins with -----BEGIN CERTIFICATE-----.';
  if (draft.sign === 'key' && draft.apiKey.trim() === '') errors.apiKey = 'Enter the API key.';
  if (draft.sign === 'user' && draft.user === '') errors.user = 'Enter the user.';
  return errors;
}

function queryTrouble(text: string): string | null {
  if (text.trim() === '') return null;
  try {
    const value: unknown = JSON.parse(text);
    const isObject = value !== null && typeof value === 'object' && !Array.isArray(value);
    return isObject ? null : 'The query is a JSON object, such as {"term": {"kind": "firewall"}}.';
  } catch (error) {
    return `This is not JSON: ${error instanceof Error ? error.message : 'it cannot be read'}.`;
  }
}

/** The place of a draft without errors. */
export function placeOf(draft: Draft): Place {
  if (draft.kind === 'ndjson') return { kind: 'ndjson', path: draft.path.trim(), preset: draft.preset };
  return {
    kind: 'elasticsearch',
    url: draft.url.trim(),
    index: draft.index.trim(),
    preset: draft.preset,
    ...(draft.query.trim() === '' ? {} : { query: JSON.parse(draft.query) as Record<string, unknown> }),
    ...(draft.ca.trim() === '' ? {} : { ca: draft.ca }),
  };
}

/** The credentials that were entered; null for none, undefined for those that are stored. */
export function credentialsOf(draft: Draft): Credentials | null | undefined {
  if (draft.kind === 'ndjson' || draft.sign === 'none') return null;
  if (draft.sign === 'key') return { apiKey: draft.apiKey.trim() };
  return draft.sign === 'user' ? { user: draft.user, password: draft.password } : undefined;
}

/** True when what is pulled from `after` is another dataset than what was pulled from `before`. */
export function startsNewDataset(before: Place, after: Place): boolean {
  const identity = (one: Place) =>
    JSON.stringify([one.preset, one.kind === 'ndjson' ? [one.path] : [one.index, one.query ?? null]]);
  return identity(before) !== identity(after);
}

/** The form's field for one that the API named. */
export function fieldOfError(field: string | undefined): DraftField | null {
  const name = (field ?? '').replace(/^place\./, '').split('.')[0] ?? '';
  if (field?.startsWith('credentials.')) return (field.split('.')[1] ?? null) as DraftField | null;
  return name in emptyDraft && name !== 'kind' ? (name as DraftField) : null;
}
