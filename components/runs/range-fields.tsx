'use client';

import { Button, Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import { formatTime } from '#core/time.ts';
import type { Range } from '#core/window.ts';
import { zoneChoices } from '../settings/zones.ts';
import { useFormat } from '../ui/format.ts';
import {
  type ChangeDraft,
  type Draft,
  type DraftErrors,
  inZone,
  presetRange,
  type RangePreset,
  rangePresets,
  writtenRange,
} from './draft.ts';
import classes from './runs.module.css';

type Props = { draft: Draft; change: ChangeDraft; errors: DraftErrors; range: Range | null };

/** A range by preset, or exactly, on the clocks of a zone; and what it is in UTC. */
export function RangeFields({ draft, change, errors, range }: Props) {
  const format = useFormat();
  const [preset, setPreset] = useState<RangePreset>();
  const choose = (name: RangePreset) => {
    setPreset(name);
    change(writtenRange(presetRange(name, draft.zone, Date.now()), draft.zone));
  };
  const write = (part: Partial<Draft>) => {
    setPreset(undefined);
    change(part);
  };
  return (
    <fieldset className={classes.group}>
      <legend>Range</legend>
      <div className={classes.presets}>
        {rangePresets.map(({ name, word }) => (
          <Button
            key={name}
            size="compact-xs"
            variant={preset === name ? 'light' : 'default'}
            aria-pressed={preset === name}
            onClick={() => choose(name)}
          >
            {word}
          </Button>
        ))}
      </div>
      <div className={classes.pair}>
        <TextInput
          label="From"
          value={draft.from}
          onChange={({ currentTarget }) => write({ from: currentTarget.value })}
          error={errors.from}
          autoComplete="off"
          spellCheck={false}
        />
        <TextInput
          label="To (not included)"
          value={draft.to}
          onChange={({ currentTarget }) => write({ to: currentTarget.value })}
          error={errors.to}
          autoComplete="off"
          spellCheck={false}
        />
      </div>
      <ZoneField draft={draft} change={change} />
      <p className={classes.hint} aria-live="polite">
        {range === null
          ? 'Write times like 2026-01-31 08:00, or with a zone of their own: 2026-01-31T08:00:00Z.'
          : `In UTC: ${formatTime(range.from)} to ${formatTime(range.to)}, ${format.duration(range.to - range.from)}.`}
      </p>
    </fieldset>
  );
}

function ZoneField({ draft, change }: Pick<Props, 'draft' | 'change'>) {
  return (
    <Select
      label="Time zone of these times"
      data={zoneChoices(draft.zone)}
      value={draft.zone}
      onChange={(value) => value && change(inZone(draft, value))}
      searchable
      limit={60}
      allowDeselect={false}
      maw={304}
    />
  );
}
