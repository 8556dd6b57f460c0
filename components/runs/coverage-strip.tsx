'use client';

import { type KeyboardEvent, type PointerEvent, useState } from 'react';
import type { Coverage, CoveragePiece } from '#core/run/coverage.ts';
import { useFormat } from '../ui/format.ts';
import classes from './coverage.module.css';
import { timeTicks } from './ticks.ts';
import { coverageWord, rangeWords } from './words.ts';

/** With more parts than that, lines between those that are stored would hide them. */
const mostLines = 120;

/** The parts of a range in time order; one is told in words, chosen by pointing at it or by the arrow keys. */
export function CoverageStrip({ coverage }: { coverage: Coverage }) {
  const format = useFormat();
  const [pointed, setPointed] = useState<number | null>(null);
  const { pieces, from, to } = coverage;
  const place = (at: number) => `${((at - from) / (to - from)) * 100}%`;
  const last = pieces.length - 1;
  const index = Math.min(pointed ?? 0, last);
  const words = (piece: CoveragePiece | undefined) =>
    piece === undefined
      ? ''
      : `${rangeWords(format, piece.from, piece.to)}: ${coverageWord[piece.state]}${
          piece.state === 'final' || piece.state === 'provisional' ? `, ${format.count(piece.events)} events` : ''
        }`;
  const point = ({ clientX, currentTarget }: PointerEvent) => {
    const box = currentTarget.getBoundingClientRect();
    const at = from + ((clientX - box.left) / box.width) * (to - from);
    const found = pieces.findIndex((piece) => at < piece.to);
    setPointed(found < 0 ? last : found);
  };
  const steps: Record<string, number> = {
    ArrowLeft: index - 1,
    ArrowDown: index - 1,
    ArrowRight: index + 1,
    ArrowUp: index + 1,
    Home: 0,
    End: last,
  };
  const step = (event: KeyboardEvent) => {
    const next = steps[event.key];
    if (next === undefined) return;
    event.preventDefault();
    setPointed(pointed === null ? index : Math.max(0, Math.min(last, next)));
  };
  return (
    <>
      <div
        className={classes.strip}
        data-many={pieces.length > mostLines || undefined}
        role="slider"
        tabIndex={0}
        aria-label="Parts of the range"
        aria-valuemin={1}
        aria-valuemax={pieces.length}
        aria-valuenow={index + 1}
        aria-valuetext={words(pieces[index])}
        onPointerMove={point}
        onPointerDown={point}
        onPointerLeave={() => setPointed(null)}
        onFocus={() => setPointed((current) => current ?? 0)}
        onBlur={() => setPointed(null)}
        onKeyDown={step}
      >
        {pieces.map((piece, at) => (
          <span
            key={piece.from}
            className={classes.piece}
            data-state={piece.state}
            data-pointed={at === pointed || undefined}
            style={{ left: place(piece.from), width: `${((piece.to - piece.from) / (to - from)) * 100}%` }}
          />
        ))}
      </div>
      <div className={classes.axis} aria-hidden>
        {timeTicks(coverage, format.zone, 5).map(({ at, label }) => (
          <span key={at} style={{ left: place(at) }}>
            {label}
          </span>
        ))}
      </div>
      <p className={classes.told}>
        {pointed === null ? (
          <span className="quiet">
            {rangeWords(format, from, to)} {format.zone}
          </span>
        ) : (
          words(pieces[index])
        )}
      </p>
      <details className={classes.details}>
        <summary>As a table</summary>
        <table>
          <thead>
            <tr>
              <th scope="col">From – to ({format.zone})</th>
              <th scope="col">State</th>
              <th scope="col" className="number">
                Events
              </th>
            </tr>
          </thead>
          <tbody>
            {pieces.map((piece) => (
              <tr key={piece.from}>
                <td>{rangeWords(format, piece.from, piece.to)}</td>
                <td>{coverageWord[piece.state]}</td>
                <td className="number">
                  {piece.state === 'missing' || piece.state === 'failed' ? '–' : format.count(piece.events)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </>
  );
}
