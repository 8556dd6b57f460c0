import type { FieldMap, FieldPath } from './presets.ts';

/**
 * What documents of a batch look like: in which spellings its mapped fields occur, and whether there are fields that no
 * column has room for. Found from a sample; a reader always takes the nested and the fully dotted spelling too.
 */
export type Shape = { spellings: Map<string, FieldPath>; unknown: boolean };

/** Every field that a map reads, dotted. */
export function mappedFields(map: FieldMap): Map<string, FieldPath> {
  const fields = new Map<string, FieldPath>();
  for (const ways of map.columns.values()) {
    for (const way of ways) {
      for (const one of 'path' in way ? [way.path] : [way.protocol, way.version]) fields.set(one.join('.'), one);
    }
  }
  return fields;
}

/** A shape that knows the nested and the dotted spelling of each mapped field. */
export function emptyShape(map: FieldMap): Shape {
  const spellings = new Map<string, FieldPath>();
  for (const [dotted, nested] of mappedFields(map)) {
    addSpelling(spellings, nested);
    addSpelling(spellings, [dotted]);
  }
  return { spellings, unknown: false };
}

function addSpelling(spellings: Map<string, FieldPath>, keys: FieldPath): void {
  spellings.set(JSON.stringify(keys), keys);
}

/** Returns a function that adds what one parsed document shows to `shape`. */
export function observer(map: FieldMap, shape: Shape): (document: unknown) => void {
  const fields = mappedFields(map);
  const prefixes = new Set<string>();
  for (const nested of fields.values()) {
    for (let length = 1; length < nested.length; length++) prefixes.add(nested.slice(0, length).join('.'));
  }
  const walk = (object: object, keys: string[]) => {
    for (const [key, value] of Object.entries(object)) {
      const here = [...keys, key];
      const dotted = here.join('.');
      if (fields.has(dotted)) addSpelling(shape.spellings, here);
      else if (value !== null && typeof value === 'object' && !Array.isArray(value) && prefixes.has(dotted))
        walk(value, here);
      else if (value !== null && !isIgnored(map, dotted)) shape.unknown = true;
    }
  };
  return (document) => {
    if (document !== null && typeof document === 'object' && !Array.isArray(document)) walk(document, []);
  };
}

function isIgnored(map: FieldMap, dotted: string): boolean {
  if (map.ignored.size === 0) return false;
  const root = dotted.split('.', 1)[0] ?? dotted;
  return map.ignored.has(root) || map.ignored.has(dotted);
}
