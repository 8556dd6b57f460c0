'use client';

import { Popover, UnstyledButton } from '@mantine/core';
import { IconAlertTriangle, IconCheck, IconChevronDown } from '@tabler/icons-react';
import dynamic from 'next/dynamic';
import { useFormat } from '../ui/format.ts';
import { sentenceOf } from '../ui/states.tsx';
import classes from './coverage.module.css';
import { type CoverageRange, useCoverage } from './coverage.ts';
import { coverageWords, isIncomplete } from './words.ts';

const CoverageTimeline = dynamic(() => import('./coverage-timeline.tsx').then((part) => part.CoverageTimeline));

/** How much of a range is stored, in words; opens the timeline. */
export function CoverageBadge({ source, range }: { source: string; range: CoverageRange }) {
  const format = useFormat();
  const { data, error } = useCoverage(source, range);
  if (!data) {
    return (
      <span className="quiet" title={error ? sentenceOf(error) : undefined}>
        {error ? 'coverage unknown' : '…'}
      </span>
    );
  }
  const incomplete = isIncomplete(data);
  const Icon = incomplete ? IconAlertTriangle : IconCheck;
  return (
    <Popover width={460} position="bottom-end" trapFocus returnFocus>
      <Popover.Target>
        <UnstyledButton className={classes.badge} data-incomplete={incomplete || undefined}>
          <Icon size={14} aria-hidden />
          {coverageWords(data, format)}
          <IconChevronDown size={12} aria-hidden />
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown aria-label="Coverage" className={classes.dropdown}>
        <CoverageTimeline source={source} coverage={data} />
      </Popover.Dropdown>
    </Popover>
  );
}
