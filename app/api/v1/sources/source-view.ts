import { datasetId, type SourceView } from '#core/source.ts';
import type { StoredSource } from '#server/store/sources.ts';

export function sourceView({ id, name, place, sealed, created }: StoredSource): SourceView {
  return { id, name, place, dataset: datasetId({ id, place }), hasCredentials: sealed !== undefined, created };
}
