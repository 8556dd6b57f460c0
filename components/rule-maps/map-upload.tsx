'use client';

import { Autocomplete, Button, Progress, Select } from '@mantine/core';
import { Dropzone } from '@mantine/dropzone';
import '@mantine/dropzone/styles.css';
import { IconFileTypeCsv, IconUpload } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import type { MapVersion } from '#core/rule-map/version.ts';
import { useFormat } from '../ui/format.ts';
import { showMessage } from '../ui/messages.ts';
import { LineErrors } from './line-errors.tsx';
import { mapNameOf } from './map-name.ts';
import { mapHref } from './map-path.ts';
import { MapPreviewPanel } from './map-preview.tsx';
import classes from './rule-maps.module.css';
import { useMapUpload } from './use-map-upload.ts';

const nameForm = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;

/**
 * Takes a CSV by drag and drop or from a dialog, shows what is in it, and publishes it as the next version of a map.
 * `only`: the map that it goes to, when that is settled; `maps`: the newest versions of all; `limit`: the largest file, in
 * bytes; `done`: what follows, else the map's page.
 */
export function MapUpload(props: {
  maps: readonly MapVersion[];
  limit: number;
  only?: string;
  done?: (version: MapVersion) => void;
}) {
  const { maps, limit, only, done } = props;
  const format = useFormat();
  const router = useRouter();
  const client = useQueryClient();
  const [name, setName] = useState(only ?? '');
  const [key, setKey] = useState<string | null>(null);
  const [compared, setCompared] = useState('');
  const upload = useMapUpload(limit, async (version) => {
    await client.invalidateQueries({ queryKey: ['maps'] });
    showMessage({
      message: `${version.name} v${version.version} is published: ${format.count(version.rows)} rows. It counts at once.`,
    });
    upload.clear();
    if (done) done(version);
    else router.push(mapHref(version.name));
  });
  const { chosen, state } = upload;
  const known = maps.find((one) => one.name === name);
  const names = maps.map((one) => one.name);
  const isNameGood = nameForm.test(name);

  const choose = (file: File | undefined) => {
    if (!file) return;
    const cleaned = only ?? mapNameOf(file.name, names);
    setName(cleaned);
    setCompared(cleaned);
    setKey(null);
    void upload.choose(file, cleaned);
  };
  /** A preview holds the difference from a version of the map, so another map needs another one. */
  const rename = (next: string) => {
    const comparable = names.includes(next) || names.includes(compared);
    if (!chosen || next === compared || !nameForm.test(next) || !comparable) return;
    setCompared(next);
    void upload.preview(chosen.file, next, key);
  };
  const chooseKey = (next: string | null) => {
    setKey(next);
    if (chosen) void upload.preview(chosen.file, isNameGood ? name : '', next);
  };

  return (
    <section className={classes.upload} aria-label="Upload a rule map">
      <Dropzone
        onDrop={(files) => choose(files[0])}
        multiple={false}
        className={classes.drop}
        data-small={chosen !== null || undefined}
        aria-label="Choose a CSV file, or drop one here"
        inputProps={{ 'aria-label': 'CSV file' }}
      >
        <div className={classes.dropInner}>
          {chosen ? (
            <IconFileTypeCsv size={20} stroke={1.5} aria-hidden />
          ) : (
            <IconUpload size={22} stroke={1.5} aria-hidden />
          )}
          {chosen ? (
            <span>
              <bdi>{chosen.file.name}</bdi> <span className="quiet">{format.bytes(chosen.file.size)}</span>
            </span>
          ) : (
            <span>
              <b>Drop a CSV file here, or choose one</b>
              <br />
              <span className="quiet">
                UTF-8, names in the first line, one column of rule ids. Nothing counts before you publish it.
              </span>
            </span>
          )}
          {chosen ? <span className={classes.another}>Choose another</span> : null}
        </div>
      </Dropzone>
      {chosen ? (
        <>
          <div className={classes.choices}>
            {only === undefined ? (
              <Autocomplete
                label="Map"
                description={known ? `This becomes version ${known.version + 1}.` : 'A new map.'}
                data={names}
                value={name}
                error={isNameGood ? undefined : 'A name has 1 to 64 letters, digits, dots, dashes or underscores.'}
                onChange={setName}
                onOptionSubmit={rename}
                onBlur={() => rename(name)}
                size="xs"
              />
            ) : null}
            <Select
              label="Key column"
              description="The column that holds the rule ids."
              placeholder={state.at === 'ready' ? `${state.preview.key} (found)` : 'found by its name'}
              data={chosen.columns}
              value={key}
              onChange={chooseKey}
              disabled={chosen.columns.length === 0}
              clearable
              searchable={chosen.columns.length > 12}
            />
          </div>
          {state.at === 'busy' ? (
            <div className={classes.progress} role="status">
              <Progress value={state.share * 100} size="sm" animated={state.share === 1} aria-label="Sent" />
              <span>
                {state.share < 1
                  ? `Sending: ${format.percent(state.share)}`
                  : state.doing === 'preview'
                    ? 'Reading the file …'
                    : 'Publishing …'}
              </span>
              {state.doing === 'preview' ? (
                <Button variant="default" size="compact-xs" onClick={upload.halt}>
                  Stop
                </Button>
              ) : null}
            </div>
          ) : null}
          {state.at === 'failed' ? (
            <LineErrors
              error={state.error}
              known={known}
              again={() => void upload.preview(chosen.file, isNameGood ? name : '', key)}
            />
          ) : null}
          {state.at === 'ready' ? <MapPreviewPanel preview={state.preview} name={name} /> : null}
          <div className={classes.buttons}>
            {state.at === 'ready' ? (
              <Button disabled={!isNameGood} onClick={() => void upload.publish(chosen.file, name, state.preview.key)}>
                Publish version {(known?.version ?? 0) + 1}
              </Button>
            ) : null}
            <Button variant="default" onClick={upload.clear}>
              Discard
            </Button>
          </div>
        </>
      ) : null}
    </section>
  );
}
