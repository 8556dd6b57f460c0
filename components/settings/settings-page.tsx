'use client';

import { Radio, SegmentedControl, Select, useMantineColorScheme } from '@mantine/core';
import { useMounted } from '@mantine/hooks';
import Link from 'next/link';
import { type ReactNode, useMemo } from 'react';
import { PageFrame } from '../shell/page-frame.tsx';
import { makeFormat } from '../ui/format.ts';
import { Example } from './example.tsx';
import classes from './settings.module.css';
import { changeSettings, numberFormats, useSettings } from './settings.ts';
import { allZones, browserZone } from './zones.ts';

const themes = [
  { value: 'auto', label: 'As the system' },
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
] as const;

/** What this browser keeps of its reader's taste. */
export function SettingsPage() {
  const mounted = useMounted();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const { zone, numbers } = useSettings();
  const zones = useMemo(() => (mounted ? zoneChoices(zone) : []), [mounted, zone]);
  return (
    <PageFrame title="Settings">
      <p className={classes.lead}>
        Kept in this browser, for you alone. They change how things are written, never what is counted.
      </p>
      <Setting name="Theme" id="theme">
        <SegmentedControl
          aria-labelledby="theme"
          data={[...themes]}
          value={mounted ? colorScheme : 'auto'}
          onChange={(value) => setColorScheme(value as typeof colorScheme)}
        />
      </Setting>
      <Setting
        name="Time zone"
        id="zone"
        hint="Of all times that are shown. A pivot's time buckets have a zone of their own."
      >
        <Select
          aria-labelledby="zone"
          data={zones}
          value={mounted ? zone : null}
          onChange={(value) => value !== null && changeSettings({ zone: value })}
          searchable
          allowDeselect={false}
          nothingFoundMessage="No zone is named so: try a city, like Berlin."
          maxDropdownHeight={280}
          w={280}
          maw="100%"
          placeholder="UTC"
          selectFirstOptionOnChange
        />
      </Setting>
      <Setting name="Numbers" id="numbers">
        <Radio.Group
          aria-labelledby="numbers"
          value={mounted ? numbers : ''}
          onChange={(value) => changeSettings({ numbers: value })}
        >
          <div className={classes.choices}>
            {numberFormats.map((tag) => (
              <Radio key={tag} size="xs" value={tag} label={mounted ? numberLabel(tag) : '…'} />
            ))}
          </div>
        </Radio.Group>
      </Setting>
      <Setting name="It looks like this" id="example">
        <Example />
      </Setting>
      <p className={classes.foot}>
        <Link href="/about">Versions and licences</Link>
      </p>
    </PageFrame>
  );
}

function Setting({ name, id, hint, children }: { name: string; id: string; hint?: string; children: ReactNode }) {
  return (
    <section className={classes.setting} aria-labelledby={id}>
      <div>
        <h2 id={id}>{name}</h2>
        {hint ? <p>{hint}</p> : null}
      </div>
      <div>{children}</div>
    </section>
  );
}

function numberLabel(tag: string): string {
  const text = makeFormat('UTC', tag).decimal(1234.5, 1);
  return tag === 'auto' ? `As the browser: ${text}` : text;
}

function zoneChoices(current: string) {
  const all = allZones();
  if (current !== 'UTC' && current !== 'auto' && !all.includes(current)) all.unshift(current);
  return [
    {
      group: 'Usual',
      items: [
        { value: 'UTC', label: 'UTC' },
        { value: 'auto', label: `As the browser (${browserZone()})` },
      ],
    },
    { group: 'All', items: all.map((value) => ({ value, label: value })) },
  ];
}
