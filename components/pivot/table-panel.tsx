'use client';

import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import dynamic from 'next/dynamic';
import { type ReactNode, useMemo, useState } from 'react';
import type { RowScales } from '#core/pivot/artefact.ts';
import { isOpen, subtreeEnds, turnedPositions, valueColumns, withDates } from '#core/pivot/layout.ts';
import { exclude, keepOnly, type Narrowing, stepWords } from '#core/pivot/narrow.ts';
import type { Filter } from '#core/pivot/spec.ts';
import { pathOf } from '#core/pivot/tidy.ts';
import type { PivotView } from '#core/pivot/view.ts';
import { ask } from '../api/ask.ts';
import { useHealth } from '../api/health.ts';
import type { Behind } from '../events/event-drawer.tsx';
import { ExportButton } from '../export/export-button.tsx';
import { labelOf } from '../question/fields.ts';
import { CoverageBadge } from '../runs/coverage-badge.tsx';
import { useFormat } from '../ui/format.ts';
import { EmptyState, Note, sentenceOf } from '../ui/states.tsx';
import { bucketParts, cellText, shareHeads } from './cell-format.ts';
import { measureLabel } from './measure-label.ts';
import classes from './panel.module.css';
import { PivotTable, type Target } from './pivot-table.tsx';
import { nextSort } from './sorting.ts';
import { StatusStrip } from './status-strip.tsx';
import { stepsOf, TargetMenu } from './target-menu.tsx';
import type { Trends } from './trends.ts';
import { type Lengths, useColumnModel } from './use-column-model.ts';
import type { Folds } from './use-folds.ts';
import type { Pivot } from './use-pivot.ts';

const EventDrawer = dynamic(() => import('../events/event-drawer.tsx').then((part) => part.EventDrawer), {
  ssr: false,
});
const WhyDialog = dynamic(() => import('./why-dialog.tsx').then((part) => part.WhyDialog), { ssr: false });

type Props = {
  pivot: Pivot;
  view: PivotView;
  busy: boolean;
  /** The table is that of an earlier question. */
  old: boolean;
  trends: Trends | null;
  folds: Folds;
  phone: boolean;
  /** Computes after all what was stopped. */
  stopped: (() => void) | null;
  onStop: () => void;
  onView: (view: PivotView) => void;
  onNarrow: (narrowing: Narrowing) => void;
  onFilter: (filter: Filter) => void;
  chart: ReactNode;
};

/** The table with its header, its chart, and what can be done with its cells. */
export function TablePanel(props: Props) {
  const { pivot, view, busy, old, folds, phone, onView, onNarrow, onFilter } = props;
  const { meta, columns } = pivot;
  const { spec } = meta.request;
  const format = useFormat();
  const { sentence } = useHealth(busy);
  const [target, setTarget] = useState<Target | null>(null);
  const [behind, showBehind] = useState<(Behind & { row: number; column: number; measure: number }) | null>(null);
  const [why, setWhy] = useState<Target | 'table' | null>(null);
  const plain = view.look.plain;

  const unfoldedColumns = folds.columns;
  const values = useMemo(() => {
    const texts = meta.measures.map(({ text }) => text);
    if (phone)
      return valueColumns(
        columns.slice(0, 1),
        0,
        texts,
        () => true,
        () => false,
      );
    const turned = turnedPositions(columns, subtreeEnds(columns), unfoldedColumns);
    const plainly = valueColumns(
      columns,
      spec.columns.length,
      texts,
      (position, depth) => isOpen(depth, position, unfoldedColumns, turned),
      (depth) => plain.includes(`columns:${spec.columns[depth - 1]?.field}`),
    );
    // From the innermost level on, since a line of dates moves those below it.
    return spec.columns.reduceRight(
      (list, { field }, level) => (field.startsWith('Datetime:') ? withDates(list, level, bucketParts) : list),
      plainly,
    );
  }, [columns, meta.measures, phone, unfoldedColumns, plain, spec.columns]);
  const levels = values[0]?.trail.length ?? 0;
  const measureLabels = useMemo(
    () =>
      meta.measures.map(({ text }) => {
        const share = shareHeads[view.look.shares[text] ?? 'none'];
        return `${measureLabel(text, meta.request.map)}${share ? `, ${share}` : ''}`;
      }),
    [meta.measures, meta.request.map, view.look.shares],
  );
  const lengths = useMemo(
    (): Lengths => ({
      fill: phone ? window.innerWidth : null,
      head: Math.min(
        phone ? 22 : 44,
        Math.max(...pivot.rows.slice(0, 400).map(({ label, depth }) => shownLength(label) + depth * 2 + 1)),
      ),
      column: ({ position, measure, trail }) => {
        const { text = '' } = meta.measures[measure] ?? {};
        const most = Math.max(...(pivot.scales.columns[measure] ?? []).map((of) => of[position] ?? 0));
        const value = /:Datetime$/.test(text)
          ? 19
          : format.count(Math.round(most)).length + (text.startsWith('avg:') ? 3 : 0);
        const single = meta.measures.length === 1 && trail.length > 0;
        const head = single ? (trail.findLast(({ label }) => label !== '')?.label ?? '') : measureLabels[measure];
        return Math.max(value, Math.min(22, (head?.length ?? 0) + 1));
      },
    }),
    [pivot, meta.measures, measureLabels, format, phone],
  );
  const model = useColumnModel(values, lengths);
  const { data: rowScales } = useQuery({
    queryKey: ['row-scales', meta.key],
    enabled: view.look.heat === 'row',
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: ({ signal }) => ask<RowScales>(`/pivots/${meta.key}/row-scales`, { signal }),
  });

  const countAt = (at: Target): number | null => {
    const measure = meta.measures.findIndex(({ text }) => text === 'count');
    const value = measure < 0 ? undefined : pivot.tiles.value(rowOf(at), columnOf(at), measure);
    return value === undefined || value === null ? null : Number(value);
  };
  const textAt = (at: Target): string => {
    const value = pivot.tiles.value(rowOf(at), columnOf(at), at.measure);
    const measure = meta.measures[at.measure];
    return value === undefined || !measure ? '' : cellText(value, measure, format, true);
  };
  const events = (at: Target) => {
    setTarget(null);
    const cell = { rows: pathOf(pivot.rows, rowOf(at)), columns: pathOf(columns, columnOf(at)) };
    const steps = stepsOf(pivot, at);
    showBehind({
      artefact: meta.key,
      cell,
      words: stepWords([...steps.row, ...steps.column]),
      count: countAt(at),
      row: rowOf(at),
      column: columnOf(at),
      measure: at.measure,
    });
  };
  const stepsAt = (at: Target) => {
    const steps = stepsOf(pivot, at);
    return [...steps.row, ...steps.column];
  };
  const onKey = (key: string, at: Target): boolean => {
    const steps = stepsAt(at);
    const last = steps.at(-1);
    switch (key.toLowerCase()) {
      case 'e':
        events(at);
        return true;
      case 'k':
        {
          const kept = steps.length > 0 ? keepOnly(steps) : null;
          if (kept) onNarrow(kept);
        }
        return true;
      case 'x': {
        const filter = last && exclude(last);
        if (filter) onFilter(filter);
        return true;
      }
      case 'c':
        void navigator.clipboard?.writeText(textAt(at));
        return true;
      default:
        return false;
    }
  };
  const failure = pivot.tiles.failure;
  const rowHead = spec.rows.map(({ field }) => labelOf(field, meta.request.map)).join(' › ');
  const unit = levels > 0 && meta.measures.length === 1 ? measureLabels[0] : null;
  return (
    <>
      <StatusStrip
        meta={meta}
        busy={busy}
        waited={pivot.waited}
        onStop={props.onStop}
        onFilterMatch={(state) => onFilter({ field: 'match', op: 'is', values: [state] })}
        onWhy={() => setWhy('table')}
      >
        <CoverageBadge source={view.source} range={meta.request} />
        {phone && spec.columns.length > 0 ? <span>totals; a wider screen splits them by columns</span> : null}
      </StatusStrip>
      <div className={classes.notes}>
        {busy && sentence !== null ? <Note tone="partial">{sentence}</Note> : null}
        {props.stopped ? (
          <Note
            action={
              <Button variant="default" onClick={props.stopped}>
                Compute it after all
              </Button>
            }
          >
            Stopped. The table below is the one before.
          </Note>
        ) : null}
        {failure ? <Note tone="failed">Some values could not be fetched: {sentenceOf(failure)}</Note> : null}
      </div>
      <div className={classes.table} data-old={old || undefined}>
        <div className={classes.tableBox}>
          {meta.events === 0 ? (
            <EmptyState
              title="No event satisfies these filters"
              action={
                <Button onClick={() => onView({ ...view, spec: { ...view.spec, filters: [] } })}>
                  Remove the filters
                </Button>
              }
            >
              {format.count(meta.inRange)} events of this range are stored; the filters leave none of them.
            </EmptyState>
          ) : (
            <PivotTable
              pivot={pivot}
              view={{ ...view, spec }}
              model={model}
              levels={levels}
              measureLabels={measureLabels}
              rowHead={
                <>
                  <bdi>{rowHead || 'All events'}</bdi>
                  {unit ? <span style={{ marginLeft: 'auto' }}>{unit}</span> : null}
                </>
              }
              unfoldedRows={folds.rows}
              unfoldedColumns={folds.columns}
              onFoldRow={folds.turnRow}
              onFoldColumn={folds.turnColumn}
              onSort={(position, measure) =>
                onView({ ...view, spec: nextSort(view.spec, columns, { position, measure }) })
              }
              onTarget={setTarget}
              onKey={onKey}
              trends={phone || !view.look.trend ? null : props.trends}
              rowScales={rowScales ?? null}
              touch={phone}
              selected={behind?.artefact === meta.key ? behind : null}
            />
          )}
        </div>
        {props.chart && !phone ? <div className={classes.chart}>{props.chart}</div> : null}
        {behind ? (
          <EventDrawer
            behind={behind}
            zone={view.zone}
            onClose={() => showBehind(null)}
            onFilter={onFilter}
            actions={
              <ExportButton
                what={{ kind: 'cell-events', artefact: behind.artefact, cell: behind.cell }}
                title="these events"
              />
            }
          />
        ) : null}
      </div>
      {props.chart && phone ? <div className={classes.chartBelow}>{props.chart}</div> : null}
      {target ? (
        <TargetMenu
          pivot={pivot}
          view={view}
          target={target}
          text={textAt(target)}
          measureLabel={target.part === 'cell' ? (measureLabels[target.measure] ?? '') : ''}
          count={countAt(target) === null ? null : format.count(countAt(target) ?? 0)}
          pinned={target.key !== null && model.isPinned(target.key)}
          onClose={() => setTarget(null)}
          onEvents={() => events(target)}
          onNarrow={onNarrow}
          onFilter={onFilter}
          onView={onView}
          onPin={() => target.key !== null && model.pin(target.key, !model.isPinned(target.key))}
          onWhy={() => setWhy(target)}
        />
      ) : null}
      {why === null ? null : (
        <WhyDialog
          pivot={pivot}
          source={view.source}
          about={why === 'table' ? null : { words: stepWords(stepsAt(why)), text: textAt(why) }}
          onClose={() => setWhy(null)}
        />
      )}
    </>
  );
}

/** Ids are cut in the middle. */
const shownLength = (label: string) => (/^[0-9a-f]{20,}$/.test(label) ? 20 : label.length);

/** A header stands for all of the other axis. */
const rowOf = (at: Target) => (at.part === 'column' ? 0 : at.row);
const columnOf = (at: Target) => (at.part === 'row' ? 0 : at.column);
