'use client';

import { useEffect, useState } from 'react';
import { useFormat } from '../ui/format.ts';
import classes from './settings.module.css';

/** A count, a share, a duration and the time now, as every page writes them. */
export function Example() {
  const format = useFormat();
  const [now, setNow] = useState<number | null>(null);
  useEffect(() => {
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  const ready = now !== null;
  return (
    <table className={classes.example}>
      <tbody>
        <tr>
          <th scope="row">Events</th>
          <td>{ready ? format.count(1_298_450) : ''}</td>
        </tr>
        <tr>
          <th scope="row">Share</th>
          <td>{ready ? format.percent(0.0725) : ''}</td>
        </tr>
        <tr>
          <th scope="row">Average</th>
          <td>{ready ? format.decimal(1234.5, 1) : ''}</td>
        </tr>
        <tr>
          <th scope="row">Now</th>
          <td>{ready ? format.exactTime(now) : ''}</td>
        </tr>
      </tbody>
    </table>
  );
}
