'use client';

import { SegmentedControl, Switch } from '@mantine/core';
import { heats, type Look } from '#core/pivot/view.ts';
import classes from './shelves.module.css';

const heatWords: Record<Look['heat'], string> = { none: 'Off', table: 'Table', row: 'Row', column: 'Column' };

/** Heat, bars, trends and zeros; nothing here changes a number. */
export function ShowOptions({ look, onChange }: { look: Look; onChange: (look: Look) => void }) {
  const turn = (name: 'bars' | 'trend' | 'zeros', label: string) => (
    <Switch
      label={label}
      checked={look[name]}
      onChange={(event) => onChange({ ...look, [name]: event.currentTarget.checked })}
    />
  );
  return (
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
  );
}
