import { WeirError } from '#core/errors.ts';
import { presetMap } from '#core/field-map/presets.ts';
import type { Connection } from './client.ts';

/**
 * The field by which an index is cut into windows: the first of the preset's candidates that is a date in all of the
 * index. Rejects with what the client throws.
 * @throws WeirError `source_unusable` when there is none, or no index of that name
 */
export async function findTimeField({ client, place }: Connection, signal: AbortSignal): Promise<string> {
  const candidates = presetMap(place.preset).timeFields;
  const answer = await client.fieldCaps(
    { index: place.index, fields: [...candidates], allow_no_indices: false, ignore_unavailable: false },
    { signal },
  );
  for (const field of candidates) {
    const types = Object.keys(answer.fields[field] ?? {}).filter((type) => type !== 'unmapped');
    if (types.length > 0 && types.every((type) => type === 'date' || type === 'date_nanos')) return field;
  }
  if ([answer.indices].flat().length === 0) {
    throw new WeirError('source_unusable', `Elasticsearch has no index that matches "${place.index}".`, {
      field: 'index',
    });
  }
  throw new WeirError(
    'source_unusable',
    `The index has no usable time field: Weir looked for a date in ${candidates.join(' and ')}.`,
    { field: 'preset' },
  );
}
