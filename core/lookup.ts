import type { Filter } from './pivot/spec.ts';

/** What a typed text may be in an event: a request, or an address. */
export type Lookup = { kind: 'request' | 'address'; value: string; filters: Filter[] };

/** The event that a text names by its RayID (16 hex digits, with or without a location), or the address, or null. */
export function lookupOf(text: string): Lookup | null {
  const trimmed = text.trim().toLowerCase();
  const [, ray] = /^([0-9a-f]{16})(?:-[a-z]{3})?$/.exec(trimmed) ?? [];
  if (ray !== undefined) return { kind: 'request', value: ray, filters: [is('RayID', ray)] };
  return isAddress(trimmed) ? { kind: 'address', value: trimmed, filters: [is('ClientIP', trimmed)] } : null;
}

const is = (field: string, value: string): Filter => ({ field, op: 'is', values: [value] });

function isAddress(text: string): boolean {
  if (/^\d{1,3}(?:\.\d{1,3}){3}$/.test(text)) return text.split('.').every((part) => Number(part) <= 255);
  return text.includes(':') && /^[0-9a-f:.]+$/.test(text) && URL.canParse(`http://[${text}]/`);
}
