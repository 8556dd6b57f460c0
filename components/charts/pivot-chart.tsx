'use client';

import '@mantine/charts/styles.css';
import { BarChart, LineChart } from '@mantine/charts';
import { useEffect, useSyncExternalStore } from 'react';
import type { Axis } from '#core/pivot/artefact.ts';
import { subtreeEnds } from '#core/pivot/layout.ts';
import type { PivotView } from '#core/pivot/view.ts';
import { bucketText } from '../pivot/cell-format.ts';
import type { Trends } from '../pivot/trends.ts';
import type { Pivot } from '../pivot/use-pivot.ts';
import { useFormat } from '../ui/format.ts';
import { otherColour, seriesColours, unexplainedColour } from './palette.ts';
import classes from './pivot-chart.module.css';

/** Most bars, and most series, that a chart shows; the rest is said to be left to the table. */
const [mostBars, mostSeries] = [16, 8];

type Props = {
  pivot: Pivot;
  view: PivotView;
  trends: Trends | null;
  measureLabel: string;
  isTime: (axis: 'rows' | 'columns') => boolean;
  /** Keeps only a row, or a row and a column. */
  onKeep: (row: number, column: number) => void;
};

type Series = { name: string; position: number; label: string; color: string };

/** The outermost levels of the same pivot as a chart; a press on a bar or in the legend keeps only its events. */
export function PivotChart(props: Props) {
  const { pivot, view, trends } = props;
  const { tiles } = pivot;
  const rows = outermost(pivot.rows);
  const columns = outermost(pivot.columns);
  const kind = view.look.chart;
  const lines = kind === 'lines';
  const shownRows = rows.slice(0, lines ? mostSeries : mostBars);
  const shownColumns = columns.slice(0, mostSeries);
  useSyncExternalStore(tiles.subscribe, tiles.version, tiles.version);
  useSyncExternalStore(trends?.subscribe ?? never, trends?.version ?? zero, zero);
  useEffect(() => {
    if (lines) trends?.need('chart', shownRows);
    else tiles.need('chart', shownRows, [0, ...shownColumns]);
  });
  if (rows.length === 0) return <p className={classes.note}>A chart needs a field in the rows.</p>;
  const left = rows.length - shownRows.length;
  const words = `${lines ? 'Events' : props.measureLabel}${lines ? ' over time' : ''}`;
  return (
    <figure className={classes.figure} aria-label={`Chart: ${words}`}>
      <figcaption className={classes.caption}>
        {words}
        {left > 0 ? (
          <span className="quiet">
            {' '}
            · first {shownRows.length} of {rows.length} rows
          </span>
        ) : null}
      </figcaption>
      {lines ? (
        <Lines {...props} rows={shownRows} />
      ) : (
        <Bars
          {...props}
          rows={shownRows}
          columns={kind === 'stacked' && shownColumns.length > 0 ? shownColumns : [0]}
        />
      )}
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
function shortLabel(label: string, isTime: boolean): string {
  if (isTime) return bucketText(label);
  const plain = label.replace(/[\p{Cc}\p{Cf}]/gu, '\ufffd');
  return plain.length > 28 ? `${plain.slice(0, 26)}…` : plain;
}

function Legend({ series, onKeep }: { series: Series[]; onKeep: (position: number) => void }) {
  return (
    <ul className={classes.legend}>
      {series.map(({ name, position, label, color }) => (
        <li key={name}>
          <button type="button" onClick={() => onKeep(position)} title={`Keep only ${label}`}>
            <span style={{ background: color }} aria-hidden="true" />
            <bdi>{label}</bdi>
          </button>
        </li>
      ))}
    </ul>
  );
}

function Bars({ pivot, rows, columns, isTime, onKeep }: Props & { rows: number[]; columns: number[] }) {
  const format = useFormat();
  const total = columns.length === 1 && columns[0] === 0;
  const series = total
    ? [{ name: 's0', position: 0, label: 'Total', color: seriesColours[0] ?? otherColour }]
    : seriesOf(pivot.columns, columns, isTime('columns'));
  const data = rows.map((row) => {
    const point: Record<string, string | number> = {
      row,
      label: shortLabel(pivot.rows[row]?.label ?? '', isTime('rows')),
    };
    for (const { name, position } of series) point[name] = Number(pivot.tiles.value(row, position, 0) ?? 0);
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
        type={total ? 'default' : 'stacked'}
        series={series.map(({ name, label, color }) => ({ name, label, color }))}
        yAxisProps={{ width: 130, interval: 0 }}
        xAxisProps={{ tickFormatter: (value: number) => compact(value) }}
        valueFormatter={(value) => format.count(value)}
        tickLine="none"
        gridAxis="x"
        barProps={(one) => ({ onClick: press(one.name), cursor: 'pointer', isAnimationActive: false })}
      />
      {total ? null : <Legend series={series} onKeep={(position) => onKeep(0, position)} />}
    </>
  );
}

function Lines({ pivot, trends, rows, isTime, onKeep }: Props & { rows: number[] }) {
  const format = useFormat();
  if (!trends) return <div className={classes.waiting} aria-busy="true" />;
  const series = seriesOf(pivot.rows, rows, isTime('rows'));
  const data = trends.times.map((at, index) => {
    const point: Record<string, string | number> = { at, label: bucketText(new Date(at).toISOString().slice(0, 19)) };
    for (const { name, position } of series) point[name] = trends.at(position)?.[index] ?? 0;
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
        yAxisProps={{ tickFormatter: (value: number) => compact(value), width: 48 }}
        valueFormatter={(value) => format.count(value)}
        lineProps={{ isAnimationActive: false }}
      />
      <Legend series={series} onKeep={(position) => onKeep(position, 0)} />
    </>
  );
}

const compactFormat = new Intl.NumberFormat('en', { notation: 'compact' });
const compact = (value: number) => compactFormat.format(value);
const never = () => () => undefined;
const zero = () => 0;
