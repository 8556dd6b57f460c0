'use client';

import { IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { filterWords } from '#core/pivot/narrow.ts';
import { checkFilters } from '#core/pivot/question.ts';
import type { Filter } from '#core/pivot/spec.ts';
import type { MapVersion } from '#core/rule-map/version.ts';
import { labelOf } from './fields.ts';
import { FilterEditor } from './filter-editor.tsx';
import classes from './question.module.css';
import type { Question } from './question.ts';

type Props = {
  filter: Filter;
  map: MapVersion | null | undefined;
  question: Question;
  onChange: (filter: Filter | null) => void;
};

/** A filter in words: pressed, it can be changed; the cross takes it away. */
export function FilterPill({ filter, map, question, onChange }: Props) {
  const [opened, setOpened] = useState(false);
  const words = filterWords(filter, labelOf(filter.field, map));
  const trouble = map === undefined ? null : troubleWith(filter, map);
  return (
    <span className={classes.pill} data-broken={trouble !== null || undefined} title={trouble ?? words}>
      <FilterEditor
        opened={opened}
        onClose={() => setOpened(false)}
        map={map}
        question={question}
        filter={filter}
        onSave={onChange}
      >
        <button type="button" onClick={() => setOpened(!opened)}>
          <bdi>{words}</bdi>
        </button>
      </FilterEditor>
      <button type="button" onClick={() => onChange(null)} aria-label={`Remove the filter ${words}`}>
        <IconX size={13} aria-hidden />
      </button>
    </span>
  );
}

function troubleWith(filter: Filter, map: MapVersion | null): string | null {
  try {
    checkFilters([filter], map);
    return null;
  } catch (error) {
    return (error as Error).message;
  }
}
