/** A pivot computed the plain way, event by event, to compare the engine with. */
import type { Field, Level, Measure, Question } from '#core/pivot/question.ts';
import type { Member } from '#core/pivot/spec.ts';

export type PlainEvent = Record<string, string | number | null> & { Datetime: number };
export type PlainMap = Map<string, (string | null)[]>;

const zoneParts = (zone: string) =>
  new Intl.DateTimeFormat('en-US', {
    hourCycle: 'h23',
    timeZone: zone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    timeZoneName: 'longOffset',
  });

function bucketLabel(field: Field & { kind: 'bucket' }, at: number): string {
  const parts = Object.fromEntries(
    zoneParts(field.zone)
      .formatToParts(at)
      .map(({ type, value }) => [type, value]),
  );
  const offset = (parts.timeZoneName ?? '').replace(/GMT|UTC/, '').replace(/^\+00:00$|^$/, 'Z');
  const local = Date.UTC(
    Number(parts.year),
    Number(parts.month) - 1,
    Number(parts.day),
    Number(parts.hour),
    Number(parts.minute),
    Number(parts.second),
  );
  const minutes = { '1m': 1, '5m': 5, '15m': 15, '1h': 60, '6h': 360, '1d': 1440, '1w': 10_080 }[field.size];
  const date = new Date(local);
  if (field.size === '1w') {
    const monday = local - ((date.getUTCDay() + 6) % 7) * 86_400_000;
    return new Date(monday).toISOString().slice(0, 10);
  }
  const start = new Date(local - (local % (minutes * 60_000))).toISOString();
  if (field.size === '1d') return start.slice(0, 10);
  const zone = field.size === '6h' ? (field.zone === 'UTC' ? 'Z' : '') : offset;
  return start.slice(0, 19) + zone;
}

const noId = (event: PlainEvent) => event.RuleID === null || event.RuleID === '';

export function memberOf(field: Field, event: PlainEvent, map: PlainMap): Member {
  const value = (text: string): Member => ({ kind: 'value', value: text });
  const none = (kind: Member['kind']): Member => ({ kind, value: null });
  if (field.kind === 'match')
    return value(noId(event) ? 'no id' : map.has(String(event.RuleID)) ? 'matched' : 'unmatched');
  if (field.kind === 'map') {
    if (noId(event)) return none('no-id');
    const row = map.get(String(event.RuleID));
    if (!row) return none('unmatched');
    const cell = row[field.index] ?? null;
    return cell === null || cell === '' ? none('blank') : value(cell);
  }
  if (field.kind === 'bucket') return value(bucketLabel(field, event.Datetime));
  const cell = event[field.column.name] ?? null;
  return cell === null ? none('missing') : cell === '' ? none('blank') : value(String(cell));
}

export function plainValue(measure: Measure, events: readonly PlainEvent[], map: PlainMap): number | string | null {
  const name = measure.field?.kind === 'column' ? measure.field.column.name : '';
  const numbers = events.map((event) => event[name]).filter((cell): cell is number => typeof cell === 'number');
  switch (measure.kind) {
    case 'count':
      return events.length;
    case 'requests': {
      const rays = events.map(({ RayID }) => RayID);
      return (
        new Set(rays.filter((ray) => ray !== null && ray !== '')).size +
        rays.filter((ray) => ray === null || ray === '').length
      );
    }
    case 'distinct': {
      const { field } = measure;
      if (field?.kind === 'map' || field?.kind === 'match') {
        return new Set(
          events
            .map((event) => memberOf(field, event, map))
            .filter(({ kind }) => kind === 'value')
            .map(({ value }) => value),
        ).size;
      }
      return new Set(events.map((event) => event[name]).filter((cell) => cell !== null && cell !== undefined)).size;
    }
    case 'sum':
      return numbers.length > 0 ? numbers.reduce((a, b) => a + b, 0) : null;
    case 'avg':
      return numbers.length > 0 ? numbers.reduce((a, b) => a + b, 0) / numbers.length : null;
    case 'min':
      return numbers.length > 0 ? Math.min(...numbers) : null;
    case 'max':
      return numbers.length > 0 ? Math.max(...numbers) : null;
  }
}

const keyOf = (members: readonly Member[]) => JSON.stringify(members.map(({ kind, value }) => [kind, value]));

/** The path of every event on an axis, its levels cut down to their top N. */
function paths(levels: readonly Level[], events: readonly PlainEvent[], map: PlainMap): Member[][] {
  const all = events.map((): Member[] => []);
  for (const level of levels) {
    const groups = new Map<string, Map<string, PlainEvent[]>>();
    events.forEach((event, index) => {
      const path = all[index] as Member[];
      const parent = keyOf(path);
      const member = memberOf(level.field, event, map);
      path.push(member);
      const siblings = groups.get(parent) ?? groups.set(parent, new Map()).get(parent);
      const list = siblings?.get(keyOf([member]));
      if (list) list.push(event);
      else siblings?.set(keyOf([member]), [event]);
    });
    const { top } = level;
    if (!top) continue;
    const kept = new Map<string, Set<string>>();
    for (const [parent, siblings] of groups) {
      const ranked = [...siblings]
        .filter(([key]) => key.includes('["value"'))
        .map(([key, list]) => ({ key, text: String(JSON.parse(key)[0][1]), value: plainValue(top.by, list, map) }))
        .sort(
          (a, b) =>
            Number(b.value ?? Number.NEGATIVE_INFINITY) - Number(a.value ?? Number.NEGATIVE_INFINITY) ||
            (a.text < b.text ? -1 : 1),
        );
      kept.set(parent, new Set(ranked.slice(0, top.n).map(({ key }) => key)));
    }
    all.forEach((path) => {
      const member = path.at(-1) as Member;
      const parent = keyOf(path.slice(0, -1));
      if (member.kind === 'value' && !kept.get(parent)?.has(keyOf([member])))
        path[path.length - 1] = { kind: 'other', value: null };
    });
  }
  return all;
}

/** Every cell of a pivot, totals of all levels included: key of the row path and of the column path, then the events it counts. */
export function referenceCells(
  question: Question,
  events: readonly PlainEvent[],
  map: PlainMap,
): Map<string, PlainEvent[]> {
  const [rows, columns] = [paths(question.rows, events, map), paths(question.columns, events, map)];
  const cells = new Map<string, PlainEvent[]>();
  events.forEach((event, index) => {
    const [row = [], column = []] = [rows[index], columns[index]];
    for (let r = 0; r <= row.length; r++) {
      for (let c = 0; c <= column.length; c++) {
        const key = `${keyOf(row.slice(0, r))} ${keyOf(column.slice(0, c))}`;
        const list = cells.get(key);
        if (list) list.push(event);
        else cells.set(key, [event]);
      }
    }
  });
  return cells;
}

export const cellKey = (row: readonly Member[], column: readonly Member[]) => `${keyOf(row)} ${keyOf(column)}`;
