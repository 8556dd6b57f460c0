'use client';

import { Button, Popover, Select, TextInput } from '@mantine/core';
import { IconCalendarTime, IconChevronDown } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { isWeirError } from '#core/errors.ts';
import { type AskedRange, fixedRange, resolveRange } from '#core/range.ts';
import { checkRange } from '#core/window.ts';
import { parseZonedTime, wallTime } from '#core/zoned-time.ts';
import { zoneChoices } from '../settings/zones.ts';
import { makeFormat } from '../ui/format.ts';
import classes from './question.module.css';

export const presets = [
  ['15m', 'last 15 min'],
  ['1h', 'last hour'],
  ['6h', 'last 6 h'],
  ['24h', 'last 24 h'],
  ['7d', 'last 7 days'],
  ['30d', 'last 30 days'],
] as const;

type Props = {
  range: AskedRange;
  zone: string;
  onRange: (range: AskedRange) => void;
  onZone: (zone: string) => void;
};

/** A range in words: `last 24 h`, or both ends in the zone. */
export function rangeWords(range: AskedRange, zone: string): string {
  if ('last' in range) return presets.find(([text]) => text === range.last)?.[1] ?? `last ${range.last}`;
  const format = makeFormat(zone, 'auto');
  const short = (text: string) => format.time(text).replace(/:00$/, '');
  const [from, to] = [short(range.from), short(range.to)];
  return `${from} – ${from.slice(0, 10) === to.slice(0, 10) ? to.slice(11) : to}`;
}

/** Chooses a range, moving or fixed, and the zone in which times are read and cut. */
export function RangeControl({ range, zone, onRange, onZone }: Props) {
  const [opened, setOpened] = useState(false);
  const words = rangeWords(range, zone);
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-start" trapFocus returnFocus>
      <Popover.Target>
        <button
          type="button"
          className={classes.part}
          onClick={() => setOpened(!opened)}
          aria-expanded={opened}
          aria-label={`Range: ${words}, ${zone}`}
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

function RangeForm({ range, zone, onRange, onZone }: Props) {
  const now = resolveRange(range, Date.now());
  const [from, setFrom] = useState(wallTime(now.from, zone));
  const [to, setTo] = useState(wallTime(now.to, zone));
  const [trouble, setTrouble] = useState<{ field: string; message: string } | null>(null);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    try {
      const fixed = { from: parseZonedTime(from, zone, 'from'), to: parseZonedTime(to, zone, 'to') };
      onRange(fixedRange(checkRange(fixed)));
    } catch (error) {
      if (!isWeirError(error)) throw error;
      setTrouble({ field: error.field ?? 'from', message: error.message });
    }
  };
  return (
    <form className={classes.times} onSubmit={submit}>
      <div className={classes.presets}>
        {presets.map(([text, words]) => (
          <button
            key={text}
            type="button"
            aria-pressed={'last' in range && range.last === text}
            onClick={() => onRange({ last: text })}
          >
            {words}
          </button>
        ))}
      </div>
      <TextInput
        label="From"
        value={from}
        onChange={(event) => setFrom(event.currentTarget.value)}
        error={trouble?.field === 'from' ? trouble.message : undefined}
      />
      <TextInput
        label="To, not included"
        value={to}
        onChange={(event) => setTo(event.currentTarget.value)}
        error={trouble?.field === 'to' ? trouble.message : undefined}
      />
      <Select
        label="Zone"
        searchable
        allowDeselect={false}
        value={zone}
        data={zoneChoices(zone)}
        comboboxProps={{ withinPortal: false }}
        maxDropdownHeight={180}
        onChange={(value) => value && onZone(value)}
      />
      <div className={classes.actions}>
        {'last' in range ? (
          <Button variant="default" onClick={() => onRange(fixedRange(now))}>
            Pin to these times
          </Button>
        ) : null}
        <Button type="submit">Use these times</Button>
      </div>
    </form>
  );
}
