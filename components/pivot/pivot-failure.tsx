'use client';

import { Button } from '@mantine/core';
import Link from 'next/link';
import { isWeirError } from '#core/errors.ts';
import type { PivotView } from '#core/pivot/view.ts';
import { formatTime } from '#core/time.ts';
import type { Range } from '#core/window.ts';
import { EmptyState, FailedState, mayPass, Note, sentenceOf } from '../ui/states.tsx';
import classes from './panel.module.css';

type Props = {
  error: unknown;
  /** An older table stays below. */
  old: boolean;
  view: PivotView;
  range: Range;
  /** The view without the part that is wrong, where the error names one. */
  mended: PivotView | null;
  onView: (view: PivotView) => void;
  onRetry: () => void;
  undo: (() => void) | undefined;
};

/** Why there is no new table, and the way on. */
export function PivotFailure(props: Props) {
  const { error, old, view, range, mended, onView, onRetry, undo } = props;
  const weir = isWeirError(error) ? error : null;
  if (weir?.code === 'invalid' && weir.field === 'from' && !old) {
    return (
      <EmptyState title="Nothing of this range is stored" action={<PullLink view={view} range={range} />}>
        {weir.message}
      </EmptyState>
    );
  }
  const isInvalid = weir?.code === 'invalid';
  const noSource = weir?.field === 'source' && (isInvalid || weir.code === 'not_found');
  const hasWay =
    noSource ||
    weir?.code === 'out_of_resources' ||
    (isInvalid && (weir.field === 'from' || mended !== null)) ||
    (old && undo !== undefined);
  const actions = hasWay ? (
    <>
      {isInvalid && weir.field === 'from' ? <PullLink view={view} range={range} /> : null}
      {weir?.code === 'out_of_resources' ? <KeepTop {...props} /> : null}
      {noSource ? (
        <Button component={Link} href="/sources">
          Choose another source
        </Button>
      ) : null}
      {mended && weir?.code === 'invalid' ? <Button onClick={() => onView(mended)}>Take it out</Button> : null}
      {undo && old ? (
        <Button variant="default" onClick={undo}>
          Back to the table before
        </Button>
      ) : null}
    </>
  ) : undefined;
  if (!old || weir?.code === 'unauthorised') return <FailedState error={error} retry={onRetry} action={actions} />;
  return (
    <div className={classes.notes}>
      <Note
        tone="failed"
        action={
          <span style={{ display: 'flex', gap: 6 }}>
            {actions}
            {mayPass(error) || !hasWay ? (
              <Button variant="default" onClick={onRetry}>
                Try again
              </Button>
            ) : null}
          </span>
        }
      >
        {sentenceOf(error)} The table below is the one before.
      </Note>
    </div>
  );
}

function PullLink({ view, range }: { view: PivotView; range: Range }) {
  const params = new URLSearchParams({ source: view.source, from: formatTime(range.from), to: formatTime(range.to) });
  if (view.map) params.set('map', view.map);
  return (
    <Button component={Link} href={`/runs/new?${params}`}>
      Pull this range
    </Button>
  );
}

/** A pivot that is too large becomes one of its largest members. */
function KeepTop({ error, view, onView }: Props) {
  const [, axis, index] = /^(rows|columns)(?:\[(\d+)\])?/.exec((isWeirError(error) && error.field) || '') ?? [];
  if (axis !== 'rows' && axis !== 'columns') return null;
  const list = view.spec[axis];
  const at = index === undefined ? list.length - 1 : Number(index);
  if (!list[at] || list[at].top) return null;
  const next = list.map((one, position) => (position === at ? { ...one, top: { n: 100, by: 'count' } } : one));
  return (
    <Button variant="default" onClick={() => onView({ ...view, spec: { ...view.spec, [axis]: next } })}>
      Keep its top 100
    </Button>
  );
}
