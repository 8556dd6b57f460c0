'use client';

import { Popover } from '@mantine/core';
import { IconCalendarTime, IconChevronDown } from '@tabler/icons-react';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import classes from './question.module.css';
import { exactRange, type RangeChoice, rangeWords } from './range-words.ts';

const RangeForm = dynamic(() => import('./range-form.tsx').then((part) => part.RangeForm), { ssr: false });

/** Chooses a range, moving or fixed, and the zone in which times are read and cut. */
export function RangeControl({ range, zone, onRange, onZone }: RangeChoice) {
  const [opened, setOpened] = useState(false);
  const words = rangeWords(range, zone);
  const exact = exactRange(range);
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-start" trapFocus returnFocus>
      <Popover.Target>
        <button
          type="button"
          className={classes.part}
          onClick={() => setOpened(!opened)}
          aria-expanded={opened}
          aria-label={`Range: ${words} ${zone}${exact ? `, exactly ${exact}` : ''}`}
          title={exact}
          suppressHydrationWarning
        >
          <IconCalendarTime size={14} aria-hidden />
          <span suppressHydrationWarning>{words}</span> <span className="quiet">{zone}</span>
          <IconChevronDown size={13} aria-hidden />
        </button>
      </Popover.Target>
      <Popover.Dropdown>
        <RangeForm
          key={zone}
          range={range}
          zone={zone}
          onZone={onZone}
          onRange={(next) => {
            onRange(next);
            setOpened(false);
          }}
        />
      </Popover.Dropdown>
    </Popover>
  );
}
