'use client';

import { isFinal } from '#core/run/run.ts';
import type { RunView } from '#core/run/view.ts';
import { useFormat } from '../ui/format.ts';
import classes from './runs.module.css';
import { differenceWords } from './words.ts';

/** What was read and what became of it, so that it can be seen to add up. */
export function RunAccounts({ run }: { run: RunView }) {
  return (
    <section className={classes.section} aria-label="Accounts">
      <h2>Accounts</h2>
      {!isFinal(run.state) ? (
        <p className={classes.hint}>They are drawn up when the run ends.</p>
      ) : run.expected + run.read === 0 ? (
        <p className={classes.hint}>Nothing is stored that this range needs.</p>
      ) : (
        <Accounts run={run} />
      )}
    </section>
  );
}

function Accounts({ run }: { run: RunView }) {
  const format = useFormat();
  const adds = run.read === run.stored + run.duplicates + run.rejected;
  return (
    <>
      <table className={classes.accounts}>
        <caption className={classes.hidden}>What was read and what became of it</caption>
        <tbody>
          <Line word="stored" value={run.stored} />
          {run.artefact === null ? null : (
            <>
              <Line part word="in the range" value={run.events} />
              <Line part word="outside" value={run.outside} hint="windows and files reach beyond the range" />
            </>
          )}
          <Line sign="+" word="duplicates" value={run.duplicates} hint="delivered again, stored once" />
          <Line sign="+" word="rejected" value={run.rejected} hint="no events; listed below" />
          <Line sum sign="=" word="read" value={run.read} hint={adds ? undefined : 'this does not add up'} />
          <Line
            word="expected"
            value={run.expected}
            hint={differenceWords(run, format)}
            lacking={run.read !== run.expected}
          />
        </tbody>
      </table>
      <p className={classes.hint}>Of all windows and files that the range needs, whichever run pulled them.</p>
    </>
  );
}

function Line(props: {
  word: string;
  value: number;
  sign?: string;
  hint?: string | undefined;
  part?: boolean;
  sum?: boolean;
  lacking?: boolean;
}) {
  const { word, value, sign = '', hint, part, sum, lacking } = props;
  const format = useFormat();
  return (
    <tr data-sum={sum || undefined} data-part={part || undefined}>
      <th scope="row">
        <span className={classes.sign}>{sign}</span>
        {word}
      </th>
      <td className={part ? 'number quiet' : 'number'}>{format.count(value)}</td>
      <td className={lacking ? classes.lacking : 'quiet'}>
        {hint === undefined || (value === 0 && !lacking && !sum) ? '' : hint}
      </td>
    </tr>
  );
}
