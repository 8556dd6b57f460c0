'use client';

import { Modal, useMantineColorScheme } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { usePathname, useRouter } from 'next/navigation';
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { type Find, findAll } from './finds.ts';
import classes from './palette.module.css';
import { openKeys } from './palette-store.ts';
import { useKnown } from './use-known.ts';

type Shown = { onClose: () => void; takeTyped: () => string };

/** Search and commands, over the page. `takeTyped` gives what was typed before the field was there. */
export function PaletteDialog({ opened, onClose, takeTyped }: Shown & { opened: boolean }) {
  return (
    <Modal.Root
      opened={opened}
      onClose={onClose}
      size={620}
      yOffset="12vh"
      lockScroll={false}
      zIndex={400}
      transitionProps={{ duration: 80 }}
    >
      <Modal.Overlay />
      <Modal.Content aria-label="Search and commands" classNames={{ content: classes.dialog }}>
        <div className={classes.finder}>
          <Finder onClose={onClose} takeTyped={takeTyped} />
        </div>
      </Modal.Content>
    </Modal.Root>
  );
}

function Finder({ onClose, takeTyped }: Shown) {
  const known = useKnown();
  const act = useAct(onClose);
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  const list = useId();
  const chosen = useRef<HTMLDivElement>(null);
  const field = useRef<HTMLInputElement>(null);
  const groups = findAll(text, known);
  const finds = groups.flatMap((group) => group.finds);
  const current = Math.min(at, finds.length - 1);
  const optionId = (index: number) => `${list}-${index}`;

  useEffect(() => {
    field.current?.focus();
    setText((before) => before + takeTyped());
  }, [takeTyped]);

  useEffect(() => {
    if (current >= 0) chosen.current?.scrollIntoView({ block: 'nearest' });
  }, [current]);

  const press = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || finds.length === 0) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) setAt((current + step + finds.length) % finds.length);
    else if (event.key === 'Enter' && finds[current]) act(finds[current]);
    else return;
    event.preventDefault();
  };

  let index = 0;
  return (
    <>
      <div className={classes.search}>
        <IconSearch size={16} aria-hidden />
        <input
          ref={field}
          data-autofocus
          role="combobox"
          aria-label="Search pages, fields, views, runs, rule maps and sources"
          aria-expanded={finds.length > 0}
          aria-controls={list}
          aria-activedescendant={current >= 0 ? optionId(current) : undefined}
          aria-autocomplete="list"
          autoComplete="off"
          spellCheck={false}
          placeholder="Page, field, view, run, RayID, address …"
          value={text}
          onChange={(event) => {
            setText(event.currentTarget.value);
            setAt(0);
          }}
          onKeyDown={press}
        />
      </div>
      <div id={list} role="listbox" aria-label="Found" className={classes.list}>
        {groups.map(({ name, finds: inGroup }) => (
          // biome-ignore lint/a11y/useSemanticElements: a group of options is no fieldset.
          <div key={name} role="group" aria-label={name}>
            <div className={classes.group} aria-hidden>
              {name}
            </div>
            {inGroup.map((find) => {
              const own = index++;
              return (
                <Option
                  key={find.id}
                  id={optionId(own)}
                  find={find}
                  selected={own === current}
                  node={own === current ? chosen : undefined}
                  onPoint={() => setAt(own)}
                  onChoose={() => act(find)}
                />
              );
            })}
          </div>
        ))}
      </div>
      {finds.length === 0 && !known.pending ? (
        <p className={classes.nothing}>
          Nothing is named so. This finds pages, fields, saved views, runs, rule maps and sources by name, and in the
          latest run a RayID (16 hex digits) or an address.
        </p>
      ) : null}
      {known.trouble === null ? null : (
        <p className={classes.nothing} role="alert">
          Not everything could be searched: {known.trouble}
        </p>
      )}
      <div className={classes.foot} role="status">
        {known.pending ? 'Still looking …' : finds.length === 1 ? '1 found' : `${finds.length} found`}
      </div>
    </>
  );
}

function Option(props: {
  id: string;
  find: Find;
  selected: boolean;
  node: React.Ref<HTMLDivElement> | undefined;
  onPoint: () => void;
  onChoose: () => void;
}) {
  const { id, find, selected, node, onPoint, onChoose } = props;
  return (
    // The field above has the focus and the keys.
    // biome-ignore lint/a11y/useKeyWithClickEvents: see above.
    // biome-ignore lint/a11y/useFocusableInteractive: see above.
    <div
      id={id}
      ref={node}
      role="option"
      aria-selected={selected}
      className={classes.option}
      onMouseMove={selected ? undefined : onPoint}
      onMouseDown={(event) => event.preventDefault()}
      onClick={onChoose}
    >
      <bdi className={classes.label}>{find.label}</bdi>
      <bdi className={classes.detail}>{find.detail}</bdi>
    </div>
  );
}

/** Does what was chosen, and closes. On the pivot page a field is added to the pivot that is there. */
function useAct(onClose: () => void): (find: Find) => void {
  const router = useRouter();
  const path = usePathname();
  const { setColorScheme } = useMantineColorScheme();
  return ({ act }) => {
    onClose();
    if (act.kind === 'command') {
      if (act.command === 'keys') openKeys();
      else setColorScheme(act.command);
    } else if (act.kind === 'field' && path === '/pivot') {
      window.dispatchEvent(new CustomEvent('weir:add-field', { detail: act.field }));
    } else router.push(act.href);
  };
}
