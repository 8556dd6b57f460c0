'use client';

import '@mantine/charts/styles.css';
import { BarChart, LineChart } from '@mantine/charts';
import { useEffect, useSyncExternalStore } from 'react';
import type { Axis } from '#core/pivot/artefact.ts';
import { subtreeEnds } from '#core/pivot/layout.ts';
import type { PivotView } from '#core/pivot/view.ts';
import { bucketText } from '../pivot/cell-format.ts';
import { type Trends, useTrendValues } from '../pivot/trends.ts';
import type { Pivot } from '../pivot/use-pivot.ts';
import { useFormat } from '../ui/format.ts';
import { type ChartColumns, chartColumns, mostSeries } from './chart-columns.ts';
import { otherColour, seriesColours, unexplainedColour } from './palette.ts';
import classes from './pivot-chart.module.css';

/** Most bars that a chart shows; the rest is said to be left to the table. */
const mostBars = 16;
/** Characters that fit beside a bar. */
const mostLabel = 21;

type Props = {
  pivot: Pivot;
  view: PivotView;
  trends: Trends | null;
  measureLabel: string;
  isTime: (axis: 'rows' | 'columns') => boolean;
  /** Keeps only a row, or a row and a column. */
  onKeep: (row: number, column: number) => void;
};

/** `position`: null for what is left of the columns, which cannot be kept. */
type Series = { name: string; position: number | null; label: string; color: string };

/** The outermost levels of the same pivot as a chart; a press on a bar or in the legend keeps only its events. */
export function PivotChart(props: Props) {
  const { pivot, view, trends } = props;
  const { tiles } = pivot;
  const rows = outermost(pivot.rows);
  const columns = outermost(pivot.columns);
  const kind = view.look.chart;
  const lines = kind === 'lines';
  const shownRows = rows.slice(0, lines ? mostSeries : mostBars);
  const stacked =
    kind === 'stacked' && columns.length > 0
      ? chartColumns(pivot.columns, columns, pivot.meta.measures[0]?.additive ?? false, props.isTime('columns'))
      : null;
  useSyncExternalStore(tiles.subscribe, tiles.version, tiles.version);
  useTrendValues(trends);
  useEffect(() => {
    if (lines) trends?.need('chart', shownRows);
    else tiles.need('chart', shownRows, [0, ...(stacked?.shown ?? [])]);
  });
  if (rows.length === 0) return <p className={classes.note}>A chart needs a field in the rows.</p>;
  const lacking = [
    ...(rows.length > shownRows.length ? [`first ${shownRows.length} of ${rows.length} rows`] : []),
    ...(stacked?.words ? [stacked.words] : []),
  ];
  const words = `${lines ? 'Events' : props.measureLabel}${lines ? ' over time' : ''}`;
  return (
    <figure className={classes.figure} aria-label={`Chart: ${words}`}>
      <figcaption className={classes.caption}>
        {words}
        {lacking.length > 0 ? <span className="quiet"> · {lacking.join('; ')}</span> : null}
      </figcaption>
      {lines ? <Lines {...props} rows={shownRows} /> : <Bars {...props} rows={shownRows} stacked={stacked} />}
    </figure>
  );
}

function outermost(axis: Axis): number[] {
  const ends = subtreeEnds(axis);
  const found: number[] = [];
  for (let at = 1; at < axis.length; at = ends[at] ?? axis.length) found.push(at);
  return found;
}

function seriesOf(axis: Axis, positions: readonly number[], isTime: boolean): Series[] {
  let next = 0;
  return positions.map((position) => {
    const { member, label } = axis[position] as Axis[number];
    const special = member.kind === 'unmatched' ? unexplainedColour : member.kind === 'other' ? otherColour : null;
    const color = special ?? seriesColours[next++ % seriesColours.length] ?? otherColour;
    return { name: `s${position}`, position, label: shortLabel(label, isTime), color };
  });
}

/** Event text in a chart: control and direction marks replaced, long texts cut. */
function shortLabel(label: string, isTime: boolean, most = 28): string {
  if (isTime) return bucketText(label);
  const plain = label.replace(/[\p{Cc}\p{Cf}]/gu, '\ufffd');
  return plain.length > most ? `${plain.slice(0, most - 2)}…` : plain;
}

function Legend({ series, onKeep }: { series: Series[]; onKeep: (position: number) => void }) {
  return (
    <ul className={classes.legend}>
      {series.map(({ name, position, label, color }) => (
        <li key={name}>
          {position === null ? (
            <div>
              <span style={{ background: color }} aria-hidden="true" />
              {label}
            </div>
          ) : (
            <button type="button" onClick={() => onKeep(position)} title={`Keep only ${label}`}>
              <span style={{ background: color }} aria-hidden="true" />
              <bdi>{label}</bdi>
            </button>
          )}
        </li>
      ))}
    </ul>
  );
}

function Bars({
  pivot,
  rows,
  stacked,
  isTime,
  onKeep,
}: Props & { rows: readonly number[]; stacked: ChartColumns | null }) {
  const format = useFormat();
  const { tiles } = pivot;
  const value = (row: number, column: number) => Number(tiles.value(row, column, 0) ?? 0);
  const series: Series[] = stacked
    ? seriesOf(pivot.columns, stacked.shown, isTime('columns'))
    : [{ name: 's0', position: 0, label: 'Total', color: seriesColours[0] ?? otherColour }];
  if (stacked && stacked.folded > 0)
    series.push({ name: 'others', position: null, label: `Other (${stacked.folded})`, color: otherColour });
  const data = rows.map((row) => {
    const { label = '' } = pivot.rows[row] ?? {};
    const point: Record<string, string | number> = { row, label: shortLabel(label, isTime('rows')) };
    for (const { name, position } of series) if (position !== null) point[name] = value(row, position);
    if (stacked && stacked.folded > 0) {
      // While a column's values are on their way, what is left cannot be told.
      const isThere = stacked.shown.every((column) => tiles.value(row, column, 0) !== undefined);
      const shown = stacked.shown.reduce((sum, column) => sum + value(row, column), 0);
      point.others = isThere ? Math.max(0, value(row, 0) - shown) : 0;
    }
    if (!stacked && isUnexplained(pivot.rows, row)) point.color = unexplainedColour;
    return point;
  });
  const press = (name: string) => (bar: unknown) => {
    const payload = (bar as { payload?: { row?: number } }).payload;
    const column = series.find((one) => one.name === name)?.position ?? 0;
    if (payload?.row !== undefined) onKeep(payload.row, column);
  };
  return (
    <>
      <BarChart
        h={Math.max(150, rows.length * 26 + 40)}
        data={data}
        dataKey="label"
        orientation="vertical"
        type={stacked ? 'stacked' : 'default'}
        series={series.map(({ name, label, color }) => ({ name, label, color }))}
        yAxisProps={{
          width: 150,
          interval: 0,
          tick: ({ x, y, index, payload }) => (
            <RowLabel
              x={Number(x) - 10}
              y={Number(y)}
              text={String(payload.value)}
              whole={shortLabel(pivot.rows[rows[index] ?? 0]?.label ?? '', isTime('rows'), 300)}
              unexplained={isUnexplained(pivot.rows, rows[index] ?? 0)}
            />
          ),
        }}
        xAxisProps={{ tickFormatter: format.compact }}
        valueFormatter={(value) => format.count(value)}
        tickLine="none"
        gridAxis="y"
        barProps={(one) => ({ onClick: press(one.name), cursor: 'pointer', isAnimationActive: false })}
      />
      {stacked ? <Legend series={series} onKeep={(position) => onKeep(0, position)} /> : null}
    </>
  );
}

/** The label of a row at its bar: what no rule explains has its own colour here too. */
function RowLabel(props: { x: number; y: number; text: string; whole: string; unexplained: boolean }) {
  const { x, y, text, whole, unexplained } = props;
  return (
    <text
      x={x}
      y={y}
      dy="0.35em"
      textAnchor="end"
      fontSize={12}
      fill={unexplained ? unexplainedColour : 'var(--quiet)'}
      fontWeight={unexplained ? 600 : undefined}
    >
      <title>{whole}</title>
      {text.length > mostLabel ? `${text.slice(0, mostLabel - 1)}…` : text}
    </text>
  );
}

const isUnexplained = (axis: Axis, position: number) => axis[position]?.member.kind === 'unmatched';

function Lines({ pivot, trends, rows, isTime, onKeep }: Props & { rows: number[] }) {
  const format = useFormat();
  if (!trends) return <div className={classes.waiting} aria-busy="true" />;
  const series = seriesOf(pivot.rows, rows, isTime('rows'));
  const data = trends.times.map((at, index) => {
    const point: Record<string, string | number> = { at, label: bucketText(trends.labels[index] ?? '') };
    for (const { name, position } of series) point[name] = trends.at(position ?? 0)?.[index] ?? 0;
    return point;
  });
  return (
    <>
      <LineChart
        h={260}
        data={data}
        dataKey="label"
        series={series.map(({ name, label, color }) => ({ name, label, color }))}
        curveType="linear"
        withDots={false}
        strokeWidth={1.6}
        tickLine="none"
        yAxisProps={{ tickFormatter: format.compact, width: 48 }}
        valueFormatter={(value) => format.count(value)}
        lineProps={{ isAnimationActive: false }}
      />
      <Legend series={series} onKeep={(position) => onKeep(position, 0)} />
    </>
  );
}
