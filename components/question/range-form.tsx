'use client';

import { Button, Select, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { isWeirError } from '#core/errors.ts';
import { fixedRange, resolveRange } from '#core/range.ts';
import { checkRange } from '#core/window.ts';
import { parseZonedTime, wallTime } from '#core/zoned-time.ts';
import { zoneChoices } from '../settings/zones.ts';
import classes from './question.module.css';
import { presets, type RangeChoice } from './range-words.ts';

/** Presets, both ends of a fixed range, and the zone they are written in. */
export function RangeForm({ range, zone, onRange, onZone }: RangeChoice) {
  const now = resolveRange(range, Date.now());
  // A time that was not touched stays the instant that it is, also in an hour that the clocks show twice.
  const [shown] = useState({ ...now, fromText: wallTime(now.from, zone), toText: wallTime(now.to, zone) });
  const [from, setFrom] = useState(shown.fromText);
  const [to, setTo] = useState(shown.toText);
  const [trouble, setTrouble] = useState<{ field: string; message: string } | null>(null);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    try {
      const fixed = {
        from: from === shown.fromText ? shown.from : parseZonedTime(from, zone, 'from'),
        to: to === shown.toText ? shown.to : parseZonedTime(to, zone, 'to'),
      };
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
