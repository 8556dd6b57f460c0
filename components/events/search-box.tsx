'use client';

import { Autocomplete } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import type { Filter } from '#core/pivot/spec.ts';
import classes from './events.module.css';
import { guessFilters } from './search-guess.ts';

/** Takes a Ray ID, an address, a rule id, a host or a path, says what it may mean, and gives the filter that was picked. */
export function SearchBox({ onPick }: { onPick: (filter: Filter) => void }) {
  const [text, setText] = useState('');
  const guesses = guessFilters(text);
  return (
    <Autocomplete
      className={classes.search}
      size="xs"
      aria-label="Search events"
      placeholder="Ray ID, address, rule id, host or path"
      leftSection={<IconSearch size={14} aria-hidden />}
      value={text}
      onChange={setText}
      data={[...new Set(guesses.map(({ words }) => words))]}
      filter={({ options }) => options}
      selectFirstOptionOnChange
      onOptionSubmit={(words) => {
        const picked = guesses.find((guess) => guess.words === words);
        if (picked) onPick(picked.filter);
        queueMicrotask(() => setText(''));
      }}
    />
  );
}
