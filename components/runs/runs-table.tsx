'use client';

import Link from 'next/link';
import type { RunList, RunView } from '#core/run/view.ts';
import { useFormat } from '../ui/format.ts';
import { When } from '../ui/when.tsx';
import { RunState } from './run-state.tsx';
import classes from './runs.module.css';
import { rangeWords } from './words.ts';

/** Runs, one a row. */
export function RunsTable({ list }: { list: RunList }) {
  const format = useFormat();
  return (
    <>
      <table className={classes.table}>
        <caption className={classes.hidden}>Runs, newest first</caption>
        <thead>
          <tr>
            <th scope="col">State</th>
            <th scope="col">Range ({format.zone})</th>
            <th scope="col" data-wide>
              Source
            </th>
            <th scope="col" data-wide>
              Rule map
            </th>
            <th scope="col" className="number">
              Events
            </th>
            <th scope="col" className="number" data-wide>
              Read / expected
            </th>
            <th scope="col" className="number" data-wide>
              Took
            </th>
            <th scope="col" className="number" data-wide>
              Events/s
            </th>
            <th scope="col" data-wide>
              Created
            </th>
          </tr>
        </thead>
        <tbody>
          {list.runs.map((run) => (
            <Row key={run.id} run={run} />
          ))}
        </tbody>
      </table>
      {list.total > list.runs.length ? (
        <p className={classes.foot}>
          The latest {format.count(list.runs.length)} of {format.count(list.total)} runs. Choose a source or a state to
          see older ones.
        </p>
      ) : null}
    </>
  );
}

function Row({ run }: { run: RunView }) {
  const format = useFormat();
  const ended = run.finished !== null;
  return (
    <tr>
      <td>
        <RunState run={run} />
      </td>
      <td>
        <Link href={`/runs/${run.id}`} title={`${format.exactTime(run.from)} – ${format.exactTime(run.to)}`}>
          <Ends words={rangeWords(format, run.from, run.to)} />
        </Link>
        <div className={classes.below}>
          {run.source}, <When at={run.created} relative />
        </div>
      </td>
      <td data-wide>{run.source}</td>
      <td data-wide>
        {run.map === null ? <span className="quiet">none</span> : `${run.map.name} v${run.map.version}`}
      </td>
      <td className="number">{ended ? countOrDash(run.events, format.count) : <Pulled run={run} />}</td>
      <td className="number" data-wide>
        {ended ? (
          <span className={run.read === run.expected ? undefined : classes.lacking}>
            {format.count(run.read)} / {format.count(run.expected)}
          </span>
        ) : (
          '–'
        )}
      </td>
      <td className="number" data-wide>
        {run.seconds > 0 ? format.duration(run.seconds * 1000) : '–'}
      </td>
      <td className="number" data-wide>
        {countOrDash(run.rate, format.count)}
      </td>
      <td data-wide>
        <When at={run.created} relative />
      </td>
    </tr>
  );
}

/** A range that breaks only between its ends. */
function Ends({ words }: { words: string }) {
  const [from, to] = words.split(' – ');
  return (
    <>
      <span className={classes.whole}>{from} –</span> <span className={classes.whole}>{to}</span>
    </>
  );
}

function Pulled({ run }: { run: RunView }) {
  const format = useFormat();
  const share = run.estimate > 0 ? Math.min(1, run.pulled / run.estimate) : 0;
  return (
    <span title={`${format.count(run.pulled)} of about ${format.count(run.estimate)} pulled`}>
      {run.state === 'pivoting' ? 'pulled' : `${Math.floor(share * 100)} % pulled`}
    </span>
  );
}

const countOrDash = (value: number, count: (value: number) => string) => (value === 0 ? '–' : count(value));
