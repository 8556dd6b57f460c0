import { columns } from '#core/event.ts';
import { lookupOf } from '#core/lookup.ts';
import type { SavedView } from '#core/pivot/saved-view.ts';
import { look, type PivotView, viewParams } from '#core/pivot/view.ts';
import { rangeText } from '#core/range.ts';
import type { MapVersion } from '#core/rule-map/version.ts';
import type { RunView } from '#core/run/view.ts';
import type { SourceView } from '#core/source.ts';

/** What pressing Enter does: go to a page, add a field to the pivot (or go to one that has it), or a command. */
export type Act =
  | { kind: 'go'; href: string }
  | { kind: 'field'; field: string; href: string }
  | { kind: 'command'; command: 'keys' | 'auto' | 'light' | 'dark' };

export type Find = { id: string; label: string; detail: string; act: Act };
export type FindGroup = { name: string; finds: Find[] };

/** What the palette knows; a list that has not been answered yet is empty. `period` writes a range in words. */
export type Known = {
  views: readonly SavedView[];
  runs: readonly RunView[];
  maps: readonly MapVersion[];
  sources: readonly SourceView[];
  period: (from: string, to: string) => string;
};

const places = [
  ['Pivot', '/pivot', 'rows, columns and values'],
  ['Events', '/events', 'one by one, as they came'],
  ['Runs', '/runs', 'what was pulled'],
  ['Rule maps', '/rule-maps', 'your own names for rule ids'],
  ['Sources', '/sources', 'where events live'],
  ['Settings', '/settings', 'theme, time zone, numbers'],
  ['Help', '/help', 'words, first steps'],
  ['About', '/about', 'versions and licences'],
] as const;

const commands = [
  ['Show the keys', 'keys', 'keyboard shortcuts'],
  ['Theme as the system', 'auto', 'command'],
  ['Light theme', 'light', 'command'],
  ['Dark theme', 'dark', 'command'],
] as const;

/** Most that a group shows, with and without something typed. */
const most = { typed: 6, untyped: 3 };

/** What a typed text finds, best first within each group; without a text the pages and the newest of the rest. */
export function findAll(text: string, known: Known): FindGroup[] {
  const words = text.trim().toLowerCase().split(/\s+/).filter(Boolean);
  const groups: FindGroup[] = [
    { name: 'Look up', finds: lookups(text, known) },
    { name: 'Pages', finds: pick(pageFinds(), words, 8) },
    { name: 'Saved views', finds: pick(viewFinds(known), words) },
    { name: 'Fields', finds: words.length === 0 ? [] : pick(fieldFinds(known), words) },
    { name: 'Runs', finds: pick(runFinds(known), words) },
    { name: 'Rule maps', finds: words.length === 0 ? [] : pick(mapFinds(known), words) },
    { name: 'Sources', finds: words.length === 0 ? [] : pick(sourceFinds(known), words) },
    { name: 'Commands', finds: words.length === 0 ? [] : pick(commandFinds(), words) },
  ];
  return groups.filter(({ finds }) => finds.length > 0);
}

/** The run that a look-up or a field is asked of: the newest complete one, else the newest partial one. */
function latestRun({ runs }: Known): RunView | undefined {
  const ended = runs.filter(({ state }) => state === 'complete' || state === 'partial');
  return ended.find(({ state }) => state === 'complete') ?? ended[0];
}

function lookups(text: string, known: Known): Find[] {
  const lookup = lookupOf(text);
  const run = latestRun(known);
  if (!lookup || !run) return [];
  const params = new URLSearchParams({
    source: run.source,
    range: rangeText({ from: run.from, to: run.to }),
    filters: JSON.stringify(lookup.filters),
  });
  return [
    {
      id: 'look-up',
      label: `Events ${lookup.kind === 'request' ? 'of request' : 'from'} ${lookup.value}`,
      detail: `${run.source}, ${known.period(run.from, run.to)}`,
      act: { kind: 'go', href: `/events?${params}` },
    },
  ];
}

const pageFinds = (): Find[] =>
  places.map(([label, href, detail]) => ({ id: href, label, detail, act: { kind: 'go', href } }));

const commandFinds = (): Find[] =>
  commands.map(([label, command, detail]) => ({ id: command, label, detail, act: { kind: 'command', command } }));

const viewFinds = ({ views }: Known): Find[] =>
  views.flatMap(({ id, name, view }) =>
    view === null
      ? []
      : {
          id,
          label: name,
          detail: `${view.source}, ${'last' in view.range ? `last ${view.range.last}` : rangeText(view.range)}`,
          act: { kind: 'go', href: `/pivot?${viewParams(view)}` },
        },
  );

function fieldFinds(known: Known): Find[] {
  const run = latestRun(known);
  const map = run?.map ? `${run.map.name}@${run.map.version}` : null;
  const field = (text: string, label: string, detail: string, from: string | null): Find => ({
    id: `${from}/${text}`,
    label,
    detail,
    act: { kind: 'field', field: text, href: run ? `/pivot?${viewParams(rowView(run, from, text))}` : '/pivot' },
  });
  return [
    field('Datetime:1h', 'Time by the hour', 'Datetime:1h', map),
    ...columns.filter(({ kind }) => kind !== 'time').map(({ name, label }) => field(name, label, name, map)),
    ...known.maps.flatMap(({ name, columns: own }) =>
      own.map((column) => field(`map.${column}`, column, `of rule map ${name}`, name)),
    ),
    ...(known.maps[0] ? [field('match', 'Match state', 'matched, not explained or no id', known.maps[0].name)] : []),
  ];
}

const rowView = (run: RunView, map: string | null, field: string): PivotView => ({
  source: run.source,
  range: { from: run.from, to: run.to },
  zone: 'UTC',
  map,
  spec: { rows: [{ field }], columns: [], values: ['count', 'requests'], filters: [] },
  look: look.parse({}),
});

const runFinds = ({ runs, period }: Known): Find[] =>
  runs.map(({ id, source, state, from, to }) => ({
    id,
    label: `Run of ${source}`,
    detail: `${period(from, to)}, ${state}`,
    act: { kind: 'go', href: `/runs/${id}` },
  }));

const mapFinds = ({ maps }: Known): Find[] =>
  maps.map(({ mapId, name, version, rows }) => ({
    id: mapId,
    label: name,
    detail: `rule map, version ${version}, ${rows} rows`,
    act: { kind: 'go', href: `/rule-maps/${encodeURIComponent(name)}` },
  }));

const sourceFinds = ({ sources }: Known): Find[] =>
  sources.map(({ id, name, place }) => ({
    id,
    label: name,
    detail: `source, ${place.kind === 'ndjson' ? place.path : `${place.url} ${place.index}`}`,
    act: { kind: 'go', href: `/sources/${encodeURIComponent(name)}` },
  }));

/** Those that hold every word, the best first: a label that begins so, a word of it that does, any other place. */
function pick(finds: Find[], words: readonly string[], untyped = most.untyped): Find[] {
  if (words.length === 0) return finds.slice(0, untyped);
  return finds
    .map((find) => ({ find, rank: rankOf(find, words) }))
    .filter(({ rank }) => rank < Number.POSITIVE_INFINITY)
    .sort((a, b) => a.rank - b.rank)
    .slice(0, most.typed)
    .map(({ find }) => find);
}

function rankOf({ label, detail }: Find, words: readonly string[]): number {
  const name = label.toLowerCase();
  const rest = detail.toLowerCase();
  let rank = 0;
  for (const word of words) {
    if (name.startsWith(word)) rank += 0;
    else if (name.split(/[\s._-]+/).some((part) => part.startsWith(word))) rank += 1;
    else if (name.includes(word)) rank += 2;
    else if (rest.includes(word)) rank += 3;
    else return Number.POSITIVE_INFINITY;
  }
  return rank;
}
