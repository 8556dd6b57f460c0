'use client';

import { ActionIcon, Button, SegmentedControl, Tooltip } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import {
  IconArrowBackUp,
  IconArrowForwardUp,
  IconLayoutGrid,
  IconLayoutSidebar,
  IconRefresh,
} from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import dynamic from 'next/dynamic';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { isWeirError } from '#core/errors.ts';
import { addFilters, type Narrowing } from '#core/pivot/narrow.ts';
import type { Filter } from '#core/pivot/spec.ts';
import { charts, type PivotView, pivotView } from '#core/pivot/view.ts';
import { fixedRange, resolveRange } from '#core/range.ts';
import type { MapVersion } from '#core/rule-map/version.ts';
import { type Exportable, ExportMenu } from '../export/export-button.tsx';
import type { Question } from '../question/question.ts';
import { QuestionBar } from '../question/question-bar.tsx';
import { PageFrame } from '../shell/page-frame.tsx';
import { showMessage } from '../ui/messages.ts';
import { ViewsMenu } from '../views/views-menu.tsx';
import { FieldList } from './field-list.tsx';
import classes from './panel.module.css';
import { PivotFailure } from './pivot-failure.tsx';
import { usePreload } from './preload.ts';
import { dropped, Shelves } from './shelves.tsx';
import { ShowMenu } from './show-menu.tsx';
import { inZone, type Shelf, without } from './spec-edit.ts';
import { WaitingStrip } from './status-strip.tsx';
import { Suggestions } from './suggestions.tsx';
import { TablePanel } from './table-panel.tsx';
import { TableSkeleton } from './table-skeleton.tsx';
import { useTrends } from './trends.ts';
import { useFolds } from './use-folds.ts';
import { type FixedQuestion, usePivot } from './use-pivot.ts';

const PivotChart = dynamic(() => import('../charts/pivot-chart.tsx').then(({ PivotChart: chart }) => chart), {
  ssr: false,
});

const ArrangeSheet = dynamic(() => import('./arrange-sheet.tsx').then((part) => part.ArrangeSheet), { ssr: false });

const chartWords = { none: 'Table', bars: 'Bars', stacked: 'Stacked', lines: 'Lines' } as const;

type Props = {
  view: PivotView;
  /** The version of the rule map; undefined while it is not known. */
  map: MapVersion | null | undefined;
  onView: (view: PivotView) => void;
  undo: (() => void) | undefined;
  redo: (() => void) | undefined;
};

/** The pivot's bench: the question above, fields at the left, what is put where, the table, and what is behind it. */
export function PivotBench({ view, map, onView, undo, redo }: Props) {
  const phone = useMediaQuery('(max-width: 700px)') ?? false;
  const client = useQueryClient();
  const [askedAt, setAskedAt] = useState(() => Date.now());
  const [fieldsOpen, setFieldsOpen] = useState(true);
  const [sheet, setSheet] = useState(false);
  const [stopped, setStopped] = useState(false);
  const range = useMemo(() => resolveRange(view.range, askedAt), [view.range, askedAt]);
  const fixed = useMemo(
    (): FixedQuestion => ({
      source: view.source,
      range,
      // The version that the page names is the one that is asked for, also when a newer one is published meanwhile.
      map: map ? `${map.name}@${map.version}` : view.map,
      spec: view.spec,
    }),
    [view.source, view.map, map, view.spec, range],
  );
  const { data, isFetching, isPlaceholderData, error, refetch } = usePivot(map === undefined ? null : fixed);
  // The last table stays, also where the new one could not be had.
  const last = useRef(data);
  if (data) last.current = data;
  const pivot = data ?? last.current;
  const current = data && !isPlaceholderData && !error ? data : undefined;
  const trends = useTrends(current, fixed, view.zone, (view.look.trend && !phone) || view.look.chart === 'lines');
  const folds = useFolds(pivot);
  const busy = isFetching && !stopped;

  const change = useCallback(
    (next: PivotView) => {
      const checked = pivotView.safeParse(next);
      if (!checked.success) {
        showMessage({ color: 'red', message: `This is too much for a question: ${checked.error.issues[0]?.message}` });
        return;
      }
      setStopped(false);
      onView(next);
    },
    [onView],
  );
  const question: Question = { ...view, filters: view.spec.filters };
  const onQuestion = (next: Question) => {
    const zoned = next.zone === view.zone ? view : inZone(view, next.zone);
    const spec = { ...zoned.spec, filters: next.filters };
    change({ ...zoned, source: next.source, range: next.range, map: next.map, spec });
  };
  const filter = (more: Filter[]) =>
    change({ ...view, spec: { ...view.spec, filters: addFilters(view.spec.filters, more) } });
  const narrow = ({ filters, range: shorter }: Narrowing) =>
    change({
      ...view,
      ...(shorter
        ? { range: fixedRange({ from: Math.max(shorter.from, range.from), to: Math.min(shorter.to, range.to) }) }
        : {}),
      spec: { ...view.spec, filters: addFilters(view.spec.filters, filters) },
    });
  const putField = useCallback(
    (field: string, shelf: Shelf) => {
      const carried = { field, from: null };
      change({ ...view, spec: dropped(view, map ?? null, range, carried, shelf, view.spec[shelf].length) });
      setSheet(false);
    },
    [view, map, range, change],
  );
  useAddField(putField);
  useUndoKeys(undo, redo);
  usePreload(pivot !== undefined);
  const stop = () => {
    setStopped(true);
    void client.cancelQueries({ queryKey: ['pivot'] });
  };
  const again = () => {
    setStopped(false);
    setAskedAt(Date.now());
    void refetch();
  };
  const exportable = useMemo(
    (): Exportable[] =>
      current
        ? [
            { what: { kind: 'table', artefact: current.meta.key, layout: 'table' }, title: 'this table' },
            {
              what: { kind: 'cell-events', artefact: current.meta.key, cell: { rows: [], columns: [] } },
              title: 'the events it counts',
            },
          ]
        : [],
    [current],
  );
  const fields = (
    <FieldList view={view} map={map ?? null} question={question} onPut={putField} onFilter={(one) => filter([one])} />
  );
  const failure = error && !busy ? error : null;
  const field = isWeirError(failure) ? failure.field?.replace(/^spec\./, '') : undefined;
  const shelfLines = (
    <Shelves
      view={view}
      map={map ?? null}
      range={range}
      broken={field}
      onChange={change}
      unfolded={{ rows: folds.rows.depth, columns: folds.columns.depth }}
      onUnfold={folds.unfoldTo}
    />
  );
  const chartChoice = (
    <SegmentedControl
      aria-label="Chart"
      data={charts.map((value) => ({ value, label: chartWords[value] }))}
      value={view.look.chart}
      onChange={(chart) => change({ ...view, look: { ...view.look, chart: chart as PivotView['look']['chart'] } })}
    />
  );
  return (
    <PageFrame
      full
      bar={
        <>
          <h1 style={{ position: 'absolute', clipPath: 'inset(50%)' }}>Pivot</h1>
          <QuestionBar question={question} onChange={onQuestion} />
        </>
      }
    >
      <div className={classes.page}>
        {phone || !fieldsOpen ? null : fields}
        <div className={classes.main}>
          <Suggestions view={view} map={map ?? null} range={range} onChange={change} />
          <div className={classes.tools}>
            {phone ? (
              <>
                <Button
                  variant="default"
                  leftSection={<IconLayoutGrid size={15} aria-hidden />}
                  onClick={() => setSheet(true)}
                >
                  Arrange
                </Button>
                {sheet ? (
                  <ArrangeSheet onClose={() => setSheet(false)}>
                    {shelfLines}
                    {chartChoice}
                    {fields}
                  </ArrangeSheet>
                ) : null}
              </>
            ) : (
              <>
                <ToolButton
                  label={fieldsOpen ? 'Hide the fields' : 'Show the fields'}
                  onClick={() => setFieldsOpen(!fieldsOpen)}
                  Icon={IconLayoutSidebar}
                />
                {shelfLines}
              </>
            )}
            <div className={classes.buttons}>
              {phone ? null : chartChoice}
              <ViewsMenu view={view} onOpen={change} />
              <ToolButton label="Undo" onClick={undo} Icon={IconArrowBackUp} />
              <ToolButton label="Redo" onClick={redo} Icon={IconArrowForwardUp} />
              <ToolButton label="Compute again, up to now" onClick={again} Icon={IconRefresh} />
              <ShowMenu look={view.look} onChange={(look) => change({ ...view, look })} />
              <ExportMenu choices={exportable} />
            </div>
          </div>
          {failure ? (
            <PivotFailure
              error={failure}
              old={pivot !== undefined}
              view={view}
              range={range}
              onView={change}
              onRetry={again}
              undo={undo}
              mended={without(view, field)}
            />
          ) : null}
          {pivot ? (
            <TablePanel
              pivot={pivot}
              view={view}
              busy={busy}
              old={current === undefined}
              trends={current ? trends : null}
              folds={folds}
              phone={phone}
              onStop={stop}
              onView={change}
              onNarrow={narrow}
              onFilter={(one) => filter([one])}
              stopped={stopped && current === undefined ? again : null}
              chart={
                view.look.chart === 'none' ? null : (
                  <PivotChart
                    pivot={pivot}
                    view={view}
                    trends={current ? trends : null}
                    measureLabel={pivot.meta.measures[0]?.label ?? ''}
                    isTime={(axis) => pivot.meta.request.spec[axis][0]?.field.startsWith('Datetime:') ?? false}
                    onKeep={(row, column) => {
                      const kept = folds.narrowing(pivot, row, column);
                      if (kept) narrow(kept);
                    }}
                  />
                )
              }
            />
          ) : failure ? null : stopped ? (
            <div className={classes.notes}>
              <Button onClick={again} style={{ justifySelf: 'start' }}>
                Compute it after all
              </Button>
            </div>
          ) : (
            <>
              <WaitingStrip onStop={stop} />
              <TableSkeleton />
            </>
          )}
        </div>
      </div>
    </PageFrame>
  );
}

function ToolButton({
  label,
  onClick,
  Icon,
}: {
  label: string;
  onClick: (() => void) | undefined;
  Icon: typeof IconRefresh;
}) {
  return (
    <Tooltip label={label}>
      <ActionIcon aria-label={label} disabled={!onClick} onClick={onClick}>
        <Icon size={17} stroke={1.6} aria-hidden />
      </ActionIcon>
    </Tooltip>
  );
}

/** The command palette adds fields from anywhere. */
function useAddField(put: (field: string, shelf: Shelf) => void): void {
  useEffect(() => {
    const add = (event: Event) => put(String((event as CustomEvent).detail), 'rows');
    window.addEventListener('weir:add-field', add);
    return () => window.removeEventListener('weir:add-field', add);
  }, [put]);
}

function useUndoKeys(undo: (() => void) | undefined, redo: (() => void) | undefined): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const typing = event.target instanceof HTMLElement && event.target.closest('input, textarea, [contenteditable]');
      if (typing) return;
      if (event.key === '/' && !event.ctrlKey && !event.metaKey) {
        document.getElementById('field-search')?.focus();
        event.preventDefault();
        return;
      }
      if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== 'z') return;
      event.preventDefault();
      if (event.shiftKey) redo?.();
      else undo?.();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [undo, redo]);
}
