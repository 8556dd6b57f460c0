export type KeyArea = { area: string; keys: readonly { press: readonly string[]; does: string }[] };

/** What every key does, by where it does it. `mod` is Ctrl, or ⌘ on a Mac. */
export const keyAreas: readonly KeyArea[] = [
  {
    area: 'Everywhere',
    keys: [
      { press: ['mod K'], does: 'search and commands' },
      { press: ['?'], does: 'this list' },
      { press: ['Tab'], does: 'next control; Shift Tab goes back' },
      { press: ['Esc'], does: 'closes what is open' },
    ],
  },
  {
    area: 'List of events',
    keys: [
      { press: ['↑', '↓'], does: 'move from event to event' },
      { press: ['Enter'], does: 'opens the event' },
      { press: ['Esc'], does: 'closes it' },
    ],
  },
  {
    area: 'Fields of a pivot',
    keys: [
      { press: ['Enter'], does: 'on a field: where to put it; on one that is put: its options' },
      { press: ['Alt ←', 'Alt →'], does: 'move one that is put' },
      { press: ['Delete'], does: 'take it away' },
    ],
  },
  {
    area: 'Pivot table',
    keys: [
      { press: ['←', '↑', '→', '↓'], does: 'move from cell to cell' },
      { press: ['←', '→'], does: 'on a group: collapse it, expand it' },
      { press: ['Enter'], does: 'opens the menu of a cell' },
      { press: ['E'], does: 'the events behind the cell' },
      { press: ['K'], does: 'keep only this value' },
      { press: ['X'], does: 'exclude this value' },
      { press: ['C'], does: 'copy the value' },
      { press: ['Alt ←', 'Alt →'], does: 'make the column narrower, wider' },
      { press: ['/'], does: 'search the fields' },
      { press: ['mod Z'], does: 'undo' },
      { press: ['mod Shift Z'], does: 'redo' },
      { press: ['Esc'], does: 'closes the events' },
    ],
  },
];
