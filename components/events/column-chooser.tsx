'use client';

import { Button, Checkbox, Popover, TextInput } from '@mantine/core';
import { IconColumns3 } from '@tabler/icons-react';
import { useState } from 'react';
import { allColumns, areas, usualColumns } from './columns.ts';
import classes from './events.module.css';

/** Chooses the columns of the list, found by a part of their name. */
export function ColumnChooser(props: {
  mapColumns: readonly string[] | null;
  chosen: readonly string[];
  onChange: (columns: string[]) => void;
}) {
  const { mapColumns, chosen, onChange } = props;
  const [wanted, setWanted] = useState('');
  const all = allColumns(mapColumns);
  const found = all.filter(({ id, label }) => `${label} ${id}`.toLowerCase().includes(wanted.trim().toLowerCase()));
  const toggle = (id: string) => {
    if (!chosen.includes(id)) onChange([...chosen, id]);
    else if (chosen.length > 1) onChange(chosen.filter((one) => one !== id));
  };
  return (
    <Popover position="bottom-end" trapFocus returnFocus onClose={() => setWanted('')}>
      <Popover.Target>
        <Button
          variant="default"
          leftSection={<IconColumns3 size={14} aria-hidden />}
          aria-label="Columns"
          title="Columns"
          classNames={{ root: classes.tool ?? '', section: classes.toolSign ?? '', label: classes.wide ?? '' }}
        >
          Columns
        </Button>
      </Popover.Target>
      <Popover.Dropdown className={classes.chooser} aria-label="Columns of the list">
        <TextInput
          data-autofocus
          aria-label="Find a column"
          placeholder="Find a column"
          value={wanted}
          onChange={(event) => setWanted(event.currentTarget.value)}
        />
        <div className={classes.choices}>
          {Object.entries(areas).map(([area, word]) => {
            const here = found.filter((column) => column.area === area);
            if (here.length === 0) return null;
            return (
              <fieldset key={area} className={classes.choiceGroup}>
                <legend>{word}</legend>
                {here.map(({ id, label }) => (
                  <Checkbox key={id} label={label} checked={chosen.includes(id)} onChange={() => toggle(id)} />
                ))}
              </fieldset>
            );
          })}
          {found.length === 0 ? <p className="quiet">No column is named so.</p> : null}
        </div>
        <Button variant="subtle" onClick={() => onChange(usualColumns(mapColumns))}>
          The usual columns
        </Button>
      </Popover.Dropdown>
    </Popover>
  );
}
