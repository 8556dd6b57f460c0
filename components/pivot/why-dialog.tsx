'use client';

import { Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import { filterWords } from '#core/pivot/narrow.ts';
import { formatTime } from '#core/time.ts';
import { labelOf } from '../question/fields.ts';
import { useFormat } from '../ui/format.ts';
import { When } from '../ui/when.tsx';
import classes from './panel.module.css';
import type { Pivot } from './use-pivot.ts';

type Props = {
  pivot: Pivot;
  source: string;
  /** The number that was asked about, and the members that it stands for. */
  about: { words: string[]; text: string } | null;
  onClose: () => void;
};

/** Where a number comes from: what was asked, of which events, under which rules, when and how long. */
export function WhyDialog({ pivot, source, about, onClose }: Props) {
  const format = useFormat();
  const { request, files, events, inRange, computedAt, milliseconds, key } = pivot.meta;
  const { map, spec } = request;
  const utc = /^(UTC|Etc\/UTC|Etc\/GMT|GMT)$/.test(format.zone);
  return (
    <Modal opened onClose={onClose} title={about ? 'Why this number' : 'About this table'} size="lg">
      <dl className={classes.why} style={{ maxWidth: 'none' }}>
        {about ? (
          <>
            <dt>Number</dt>
            <dd>
              <strong>{about.text}</strong> {about.words.length > 0 ? `where ${about.words.join(' and ')}` : 'in all'}
            </dd>
          </>
        ) : null}
        <dt>Source</dt>
        <dd>{source}</dd>
        <dt>Range</dt>
        <dd>
          <Whole>
            <When at={request.from} />
          </Whole>{' '}
          to{' '}
          <Whole>
            <When at={request.to} />
          </Whole>
          , not included
          {utc ? null : (
            <div className="quiet">
              <Whole>{formatTime(request.from)}</Whole> – <Whole>{formatTime(request.to)}</Whole>
            </div>
          )}
        </dd>
        <dt>Filters</dt>
        <dd>
          {spec.filters.length === 0
            ? 'none'
            : spec.filters.map((one) => filterWords(one, labelOf(one.field, map))).join('; and ')}
        </dd>
        <dt>Counted</dt>
        <dd>
          {format.count(events)} events of {format.count(inRange)} in the range, exact, not estimated
        </dd>
        <dt>Rules</dt>
        <dd>{map ? `${map.name}, version ${map.version}` : 'no rule map'}</dd>
        <dt>Computed</dt>
        <dd>
          <When at={computedAt} />
        </dd>
        <dt>Took</dt>
        <dd>
          computed in {format.duration(milliseconds)}; opened in {format.duration(pivot.waited)}
        </dd>
        <dt>Stored as</dt>
        <dd className="mono">{key}</dd>
        <dt>Dataset</dt>
        <dd className="mono">{request.dataset}</dd>
        <dt>Files</dt>
        <dd>
          {format.count(files.length)}
          <ul className="mono" style={{ maxHeight: 160, overflow: 'auto', margin: '4px 0 0', paddingLeft: 16 }}>
            {files.slice(0, 200).map((file) => (
              <li key={file}>{file}</li>
            ))}
          </ul>
          {files.length > 200 ? `and ${format.count(files.length - 200)} more` : null}
        </dd>
      </dl>
    </Modal>
  );
}

/** A time that no line ends within. */
function Whole({ children }: { children: ReactNode }) {
  return <span style={{ whiteSpace: 'nowrap' }}>{children}</span>;
}
