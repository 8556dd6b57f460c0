'use client';

import { Kbd } from '@mantine/core';
import classes from './key-table.module.css';
import { type KeyArea, keyAreas } from './keys-list.ts';
import { useModKey } from './mod-key.ts';

/** What the keys do, by area; `areas` are all of them unless told. */
export function KeyTable({ areas = keyAreas }: { areas?: readonly KeyArea[] }) {
  const mod = useModKey();
  return (
    <div className={classes.areas}>
      {areas.map(({ area, keys }) => (
        <section key={area}>
          <h3>{area}</h3>
          <dl className={classes.keys}>
            {keys.map(({ press, does }) => (
              <div key={press.join(' ') + does}>
                <dt>
                  {press.map((one) => (
                    <Kbd key={one} size="xs">
                      {one.replace('mod', mod)}
                    </Kbd>
                  ))}
                </dt>
                <dd>{does}</dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </div>
  );
}
