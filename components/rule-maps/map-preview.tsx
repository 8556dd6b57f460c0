'use client';

import type { MapComparison, MapPreview } from '#core/jobs.ts';
import { EventText } from '../ui/event-text.tsx';
import { type Format, useFormat } from '../ui/format.ts';
import { ScrollRegion } from '../ui/scroll-region.tsx';
import { Note } from '../ui/states.tsx';
import classes from './rule-maps.module.css';

const delimiters: Record<string, string> = { ',': 'comma', ';': 'semicolon', '\t': 'tab', '|': 'vertical bar' };

/** Columns that a preview shows at most. */
const mostColumns = 40;

/** What a good file holds, and how it differs from what counts now. */
export function MapPreviewPanel({ preview, name }: { preview: MapPreview; name: string }) {
  const format = useFormat();
  const { key, columns, rows, delimiter, warnings, first, compared } = preview;
  return (
    <div className={classes.preview}>
      <dl className={classes.facts}>
        <dt>Rows</dt>
        <dd>{format.count(rows)}</dd>
        <dt>Key column</dt>
        <dd>
          <EventText value={key} />
        </dd>
        <dt>Other columns</dt>
        <dd>{format.count(columns.length)}</dd>
        <dt>Separator</dt>
        <dd>{delimiters[delimiter] ?? delimiter}</dd>
        <dt>{compared ? `Against ${name} v${compared.version}` : 'Against'}</dt>
        <dd>{compared ? differenceText(compared, format) : 'nothing: this is a new map'}</dd>
      </dl>
      {columns.length === 0 ? (
        <Note tone="partial">
          The file has only ids: under this map events can match, but have nothing to be grouped by.
        </Note>
      ) : null}
      {warnings.map((warning) => (
        <Note key={warning} tone="partial">
          {warning}
        </Note>
      ))}
      <ScrollRegion label="First rows" className={classes.first}>
        <table>
          <thead>
            <tr>
              <th scope="col" className="number">
                Line
              </th>
              {[key, ...columns.slice(0, mostColumns)].map((column) => (
                <th key={column} scope="col">
                  <EventText value={column} />
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {first.map((row) => (
              <tr key={row.line}>
                <td className="number quiet">{row.line}</td>
                <td className="mono" title={row.key}>
                  <EventText value={row.key} />
                </td>
                {row.cells.slice(0, mostColumns).map((cell, index) => (
                  <td key={columns[index]} title={cell}>
                    <EventText value={cell} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollRegion>
      <p className={classes.under}>
        {rows > first.length ? `The first ${first.length} of ${format.count(rows)} rows.` : 'All rows.'}
        {columns.length > mostColumns ? ` The first ${mostColumns} of ${columns.length} columns.` : ''}
      </p>
    </div>
  );
}

/** A difference in words: what is none is left out. */
export function differenceText(compared: MapComparison, format: Pick<Format, 'count'>): string {
  const { added, gone, changed, columnsAdded, columnsGone } = compared;
  const ids = (count: number) => `${format.count(count)} ${count === 1 ? 'id' : 'ids'}`;
  const columns = (names: string[]) => `column${names.length === 1 ? '' : 's'} ${listed(names)}`;
  const parts = [
    ...(added > 0 ? [`${ids(added)} new`] : []),
    ...(gone > 0 ? [`${ids(gone)} gone`] : []),
    ...(changed > 0 ? [`${ids(changed)} changed`] : []),
    ...(columnsAdded.length > 0 ? [`new ${columns(columnsAdded)}`] : []),
    ...(columnsGone.length > 0 ? [`${columns(columnsGone)} gone`] : []),
  ];
  return parts.length === 0 ? 'nothing differs' : parts.join(', ');
}

function listed(names: string[]): string {
  return names.length <= 5 ? names.join(', ') : `${names.slice(0, 4).join(', ')} and ${names.length - 4} more`;
}
