'use client';

import { bucketLength } from '#core/pivot/zones.ts';
import type { Trends } from './trends.ts';

const [width, height] = [96, 20];

/** A row over time, as one stroke for each bucket; its own largest value is the height. */
export function Sparkline({ trends, values }: { trends: Trends; values: number[] }) {
  const { times, range, size } = trends;
  const most = Math.max(...values, 1);
  const stroke = Math.max(1, (bucketLength[size] / (range.to - range.from)) * width - 0.5);
  const path = values
    .map((value, index) => {
      if (value === 0) return '';
      const x = (((times[index] ?? 0) - range.from) / (range.to - range.from)) * width + stroke / 2;
      const y = height - Math.max(1, (value / most) * (height - 1));
      return `M${x.toFixed(1)} ${height}V${y.toFixed(1)}`;
    })
    .join('');
  return (
    <svg width={width} height={height} viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
      <path d={path} stroke="currentColor" strokeWidth={stroke} fill="none" />
    </svg>
  );
}
