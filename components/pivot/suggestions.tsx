'use client';

import { CloseButton } from '@mantine/core';
import { useLocalStorage } from '@mantine/hooks';
import type { PivotSpec } from '#core/pivot/spec.ts';
import { look, type PivotView } from '#core/pivot/view.ts';
import type { MapVersion } from '#core/rule-map/version.ts';
import type { Range } from '#core/window.ts';
import classes from './panel.module.css';
import { dimensionText } from './spec-edit.ts';

type Props = { view: PivotView; map: MapVersion | null; range: Range; onChange: (view: PivotView) => void };

/** Three questions to begin with, until they are dismissed. */
export function Suggestions({ view, map, range, onChange }: Props) {
  const [dismissed, dismiss] = useLocalStorage({ key: 'weir-suggestions-dismissed', defaultValue: false });
  if (dismissed) return null;
  const group = map?.columns.find((name) => name.toLowerCase() === 'group') ?? map?.columns[0];
  const rows = group === undefined ? 'RuleID' : `map.${group}`;
  const ask = (spec: Partial<PivotSpec>, changed: Partial<PivotView['look']> = {}) =>
    onChange({
      ...view,
      spec: { rows: [], columns: [], values: ['count'], filters: [], ...spec },
      look: { ...look.parse({}), ...changed },
    });
  return (
    <section className={classes.suggestions} aria-label="Questions to begin with">
      <span className="quiet">Ask:</span>
      {map ? (
        <button
          type="button"
          className={classes.suggestion}
          onClick={() =>
            ask({
              rows: [{ field: 'RuleID' }, { field: 'ClientRequestHost', top: { n: 5, by: 'count' } }],
              columns: [{ field: 'Action' }],
              values: ['count', 'requests', 'min:Datetime', 'max:Datetime'],
              filters: [{ field: 'match', op: 'is', values: ['unmatched'] }],
            })
          }
        >
          What is not explained?
        </button>
      ) : null}
      <button
        type="button"
        className={classes.suggestion}
        onClick={() =>
          ask(
            { rows: [{ field: rows }], columns: [{ field: dimensionText('Datetime', view.zone, range) }] },
            { heat: 'row', trend: false },
          )
        }
      >
        When did each rule group fire?
      </button>
      <button
        type="button"
        className={classes.suggestion}
        onClick={() =>
          ask(
            {
              rows: [
                { field: 'ClientASNDescription', top: { n: 10, by: 'count' } },
                { field: 'ClientIP', top: { n: 5, by: 'count' } },
              ],
              columns: [{ field: rows, top: { n: 6, by: 'count' } }],
            },
            { heat: 'table' },
          )
        }
      >
        Who sends it, and what?
      </button>
      <CloseButton size="sm" aria-label="Do not suggest questions" onClick={() => dismiss(true)} />
    </section>
  );
}
