import { columns } from '#core/event.ts';
import type { FieldMap, FieldPath } from '#core/field-map/presets.ts';

/** Which columns a field map fills from a few documents, and the first document mapped (only cells that it has). */
export function mappedSample(map: FieldMap, documents: readonly Record<string, unknown>[]) {
  const filled = new Set<string>();
  let sample: Record<string, unknown> | null = null;
  for (const document of documents) {
    const fields = new Map<string, unknown>();
    flatten(document, '', fields);
    const mapped: Record<string, unknown> = {};
    for (const { name } of columns) {
      for (const way of map.columns.get(name) ?? []) {
        const value = 'path' in way ? valueAt(fields, way.path) : protocolAt(fields, way.protocol, way.version);
        if (value === undefined || value === null) continue;
        mapped[name] = value;
        filled.add(name);
        break;
      }
    }
    sample ??= mapped;
  }
  return { filled, sample };
}

function flatten(object: object, prefix: string, fields: Map<string, unknown>): void {
  for (const [key, value] of Object.entries(object)) {
    fields.set(prefix + key, value);
    if (value !== null && typeof value === 'object' && !Array.isArray(value))
      flatten(value, `${prefix}${key}.`, fields);
  }
}

function valueAt(fields: ReadonlyMap<string, unknown>, path: FieldPath): unknown {
  return fields.get(path.join('.'));
}

function protocolAt(fields: ReadonlyMap<string, unknown>, protocol: FieldPath, version: FieldPath): string | undefined {
  const [name, number] = [valueAt(fields, protocol), valueAt(fields, version)];
  return name === undefined || number === undefined ? undefined : `${String(name).toUpperCase()}/${number}`;
}
