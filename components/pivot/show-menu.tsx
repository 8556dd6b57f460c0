'use client';

import { ActionIcon, Menu, SegmentedControl, Switch, Tooltip } from '@mantine/core';
import { IconAdjustments } from '@tabler/icons-react';
import { heats, type Look } from '#core/pivot/view.ts';
import classes from './shelves.module.css';

const heatWords: Record<Look['heat'], string> = { none: 'Off', table: 'Table', row: 'Row', column: 'Column' };

/** How the table looks; nothing here changes a number. */
export function ShowMenu({ look, onChange }: { look: Look; onChange: (look: Look) => void }) {
  const turn = (name: 'bars' | 'trend' | 'zeros', label: string) => (
    <Switch
      label={label}
      checked={look[name]}
      onChange={(event) => onChange({ ...look, [name]: event.currentTarget.checked })}
    />
  );
  return (
    <Menu position="bottom-end" closeOnItemClick={false} width={250} trapFocus>
      <Menu.Target>
        <Tooltip label="How the table looks">
          <ActionIcon aria-label="How the table looks">
            <IconAdjustments size={17} stroke={1.6} aria-hidden />
          </ActionIcon>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown>
        <div className={classes.options}>
          <span className="quiet">Heat over</span>
          <SegmentedControl
            fullWidth
            aria-label="Heat over"
            data={heats.map((value) => ({ value, label: heatWords[value] }))}
            value={look.heat}
            onChange={(heat) => onChange({ ...look, heat: heat as Look['heat'] })}
          />
          {turn('bars', 'Bars in cells')}
          {turn('trend', 'Trend of each row')}
          {turn('zeros', 'Show 0 instead of –')}
        </div>
      </Menu.Dropdown>
    </Menu>
  );
}
