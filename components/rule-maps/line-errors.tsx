'use client';

import { Button } from '@mantine/core';
import { isWeirError } from '#core/errors.ts';
import type { MapVersion } from '#core/rule-map/version.ts';
import { EventText } from '../ui/event-text.tsx';
import { useFormat } from '../ui/format.ts';
import { ScrollRegion } from '../ui/scroll-region.tsx';
import { Note, sentenceOf } from '../ui/states.tsx';
import classes from './rule-maps.module.css';
import { isOfFile } from './use-map-upload.ts';

/** What is wrong with a file, line by line, and what counts as before. `known`: the map's newest version. */
export function LineErrors(props: { error: unknown; known: MapVersion | undefined; again: () => void }) {
  const { error, known, again } = props;
  const format = useFormat();
  const lines = (isWeirError(error) && error.lines) || [];
  const total = (isWeirError(error) && error.lineTotal) || lines.length;
  const kept = isOfFile(error)
    ? known
      ? ` Nothing was changed: ${known.name} v${known.version} still counts.`
      : ' Nothing was changed.'
    : '';
  const sentence = total > 1 ? `${format.count(total)} lines are wrong.` : (lines[0]?.message ?? sentenceOf(error));
  return (
    <div className={classes.wrong}>
      <Note
        tone="failed"
        action={
          isOfFile(error) ? undefined : (
            <Button size="compact-xs" variant="default" onClick={again}>
              Try again
            </Button>
          )
        }
      >
        <EventText value={sentence} />
        {kept}
      </Note>
      {total > 1 ? (
        <ScrollRegion label="Lines that are wrong" className={classes.lines}>
          <table>
            <thead>
              <tr>
                <th scope="col" className="number">
                  Line
                </th>
                <th scope="col">What is wrong</th>
              </tr>
            </thead>
            <tbody>
              {lines.map(({ line, message }) => (
                <tr key={`${line} ${message}`}>
                  <td className="number">{format.count(line)}</td>
                  <td>
                    <EventText value={message.replace(/^Line \d+ /, '')} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
          {total > lines.length ? (
            <p className="quiet">
              The first {lines.length} of {format.count(total)} are listed.
            </p>
          ) : null}
        </ScrollRegion>
      ) : null}
    </div>
  );
}
