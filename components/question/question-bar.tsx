'use client';

import { Menu } from '@mantine/core';
import { IconChevronDown, IconDatabase, IconPlus, IconTable } from '@tabler/icons-react';
import { type ReactNode, useRef, useState } from 'react';
import { addFilters } from '#core/pivot/narrow.ts';
import type { Filter } from '#core/pivot/spec.ts';
import { useMaps, useMapVersion, useMapVersions, useSources } from '../api/lists.ts';
import { FilterEditor } from './filter-editor.tsx';
import { FilterPill } from './filter-pill.tsx';
import classes from './question.module.css';
import type { Question } from './question.ts';
import { RangeControl } from './range-control.tsx';
import { useMoreAtRight } from './use-more-at-right.ts';

type Props = { question: Question; onChange: (question: Question) => void; children?: ReactNode };

/** The question in words, each part a control. `children` stand at its end. */
export function QuestionBar({ question, onChange, children }: Props) {
  const map = useMapVersion(question.map);
  const bar = useRef<HTMLDivElement>(null);
  useMoreAtRight(bar);
  const [adding, setAdding] = useState(false);
  const change = (part: Partial<Question>) => onChange({ ...question, ...part });
  const setFilter = (index: number, filter: Filter | null) =>
    change({ filters: question.filters.flatMap((one, at) => (at === index ? (filter ? [filter] : []) : [one])) });
  return (
    <div ref={bar} className={classes.bar}>
      <SourceMenu value={question.source} onChange={(source) => change({ source })} />
      <RangeControl
        range={question.range}
        zone={question.zone}
        onRange={(range) => change({ range })}
        onZone={(zone) => change({ zone })}
      />
      <MapMenu value={question.map} onChange={(name) => change({ map: name })} />
      {question.filters.map((filter, index) => (
        <FilterPill
          key={index}
          filter={filter}
          map={map}
          question={question}
          onChange={(next) => setFilter(index, next)}
        />
      ))}
      <FilterEditor
        opened={adding}
        onClose={() => setAdding(false)}
        map={map}
        question={question}
        filter={null}
        onSave={(filter) => change({ filters: addFilters(question.filters, [filter]) })}
      >
        <button type="button" className={classes.add} onClick={() => setAdding(!adding)} aria-expanded={adding}>
          <IconPlus size={13} aria-hidden /> filter
        </button>
      </FilterEditor>
      {children}
    </div>
  );
}

function SourceMenu({ value, onChange }: { value: string; onChange: (name: string) => void }) {
  const { data: sources = [] } = useSources();
  return (
    <Menu position="bottom-start">
      <Menu.Target>
        <button type="button" className={classes.part} aria-label={`Source: ${value}`}>
          <IconDatabase size={14} aria-hidden />
          {value}
          <IconChevronDown size={13} aria-hidden />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>Source</Menu.Label>
        {sources.map(({ id, name, place }) => (
          <Menu.Item key={id} onClick={() => onChange(name)} aria-current={name === value || undefined}>
            {name} <span className="quiet">{place.kind}</span>
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item component="a" href="/sources">
          All sources …
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function MapMenu({ value, onChange }: { value: string | null; onChange: (text: string | null) => void }) {
  const { data: maps = [] } = useMaps();
  const version = useMapVersion(value);
  const { data: versions = [] } = useMapVersions(version?.name ?? null);
  const words = value === null ? 'no rules' : version ? `${version.name} v${version.version}` : value;
  return (
    <Menu position="bottom-start">
      <Menu.Target>
        <button type="button" className={classes.part} aria-label={`Rule map: ${words}`}>
          <IconTable size={14} aria-hidden />
          {words}
          <IconChevronDown size={13} aria-hidden />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>Rule map, newest version</Menu.Label>
        {maps.map(({ mapId, name, version: newest }) => (
          <Menu.Item key={mapId} onClick={() => onChange(name)} aria-current={value === name || undefined}>
            {name} <span className="quiet">v{newest}</span>
          </Menu.Item>
        ))}
        {versions.length > 1 ? <Menu.Label>{version?.name}, an older version</Menu.Label> : null}
        {versions.slice(1, 8).map(({ name, version: older }) => (
          <Menu.Item
            key={older}
            onClick={() => onChange(`${name}@${older}`)}
            aria-current={value === `${name}@${older}` || undefined}
          >
            v{older}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item onClick={() => onChange(null)}>No rule map</Menu.Item>
        <Menu.Item component="a" href="/rule-maps">
          All rule maps …
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
