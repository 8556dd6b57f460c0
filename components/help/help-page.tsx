'use client';

import { TextInput } from '@mantine/core';
import Link from 'next/link';
import { useEffect, useState } from 'react';
import { KeyTable } from '../shell/key-table.tsx';
import { keyAreas } from '../shell/keys-list.ts';
import { PageFrame } from '../shell/page-frame.tsx';
import classes from './help.module.css';
import { firstSteps, type Word, wordAreas } from './words.ts';

/** First steps, what the words mean, and the keys. Every word has an anchor. */
export function HelpPage() {
  const [text, setText] = useState('');
  useEffect(() => {
    const clear = () => setText('');
    window.addEventListener('hashchange', clear);
    return () => window.removeEventListener('hashchange', clear);
  }, []);
  const wanted = text.trim().toLowerCase();
  const holds = (...parts: string[]) => parts.some((part) => part.toLowerCase().includes(wanted));
  const areas = wordAreas
    .map(({ area, words }) => ({ area, words: words.filter(({ word, says }) => holds(word, says)) }))
    .filter(({ words }) => words.length > 0);
  const keys = keyAreas
    .map((one) => ({ ...one, keys: one.keys.filter(({ press, does }) => holds(one.area, does, press.join(' '))) }))
    .filter((one) => one.keys.length > 0);
  const steps = firstSteps.filter(({ title, says }) => holds(title, says));
  const nothing = areas.length + keys.length + steps.length === 0;
  return (
    <PageFrame title="Help">
      <div className={classes.page}>
        <nav className={classes.index} aria-label="On this page">
          <TextInput
            type="search"
            aria-label="Search the help"
            placeholder="Search the help"
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
          />
          <ul>
            {steps.length > 0 ? <Entry id="first-steps" word="First steps" strong /> : null}
            {areas.map(({ area, words }) => (
              <li key={area}>
                <span className={classes.area}>{area}</span>
                <ul>
                  {words.map(({ id, word }) => (
                    <Entry key={id} id={id} word={word} />
                  ))}
                </ul>
              </li>
            ))}
            {keys.length > 0 ? <Entry id="keys" word="Keys" strong /> : null}
          </ul>
        </nav>
        <div className={classes.text}>
          <p role="status" className={nothing ? undefined : classes.hidden}>
            {nothing ? 'The help says nothing of this: try another word.' : ''}
          </p>
          {steps.length > 0 ? (
            <section>
              <h2 id="first-steps">First steps</h2>
              <ol className={classes.steps}>
                {steps.map(({ title, says, href, link }) => (
                  <li key={title}>
                    <strong>{title}.</strong> {says} <Link href={href}>{link}</Link>
                  </li>
                ))}
              </ol>
            </section>
          ) : null}
          {areas.map(({ area, words }) => (
            <section key={area}>
              <h2>{area}</h2>
              <dl className={classes.words}>
                {words.map((word) => (
                  <Definition key={word.id} {...word} />
                ))}
              </dl>
            </section>
          ))}
          {keys.length > 0 ? (
            <section>
              <h2 id="keys">Keys</h2>
              <KeyTable areas={keys} />
            </section>
          ) : null}
          <p className={classes.foot}>
            <Link href="/about">Versions and licences</Link> · <Link href="/settings">Settings</Link>
          </p>
        </div>
      </div>
    </PageFrame>
  );
}

function Entry({ id, word, strong }: { id: string; word: string; strong?: boolean }) {
  return (
    <li>
      <a href={`#${id}`} className={strong ? classes.strong : undefined}>
        {word}
      </a>
    </li>
  );
}

function Definition({ id, word, says, later }: Word) {
  return (
    <div id={id} className={classes.word}>
      <dt>{word}</dt>
      <dd>
        {says}
        {later ? ' This version of Weir has none yet.' : null}
      </dd>
    </div>
  );
}
