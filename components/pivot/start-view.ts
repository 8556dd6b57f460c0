import { defaultSpec } from '#core/pivot/spec.ts';
import { look, type PivotView } from '#core/pivot/view.ts';
import type { MapVersion } from '#core/rule-map/version.ts';
import type { RunView } from '#core/run/view.ts';
import type { SourceView } from '#core/source.ts';

/** The view that a page without a question begins with: the newest run that has events, else the first source. */
export function startView(runs: RunView[], sources: SourceView[], maps: MapVersion[], zone: string): PivotView | null {
  const run = runs.find(({ state, events }) => (state === 'complete' || state === 'partial') && events > 0);
  if (run) {
    const map = run.map && (maps.find(({ name }) => name === run.map?.name) ? run.map.name : null);
    return {
      source: run.source,
      range: { from: run.from, to: run.to },
      zone,
      map,
      spec: run.spec,
      look: look.parse({}),
    };
  }
  const [source] = sources;
  if (!source) return null;
  const [map] = maps;
  return {
    source: source.name,
    range: { last: '24h' },
    zone,
    map: map?.name ?? null,
    spec: defaultSpec(map?.columns ?? null),
    look: look.parse({}),
  };
}
