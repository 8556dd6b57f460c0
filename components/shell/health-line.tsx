'use client';

import { IconAlertTriangle } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useHealth } from '../api/health.ts';
import classes from './shell.module.css';

/** Says what does not answer, and what still works; asks again what failed once all is well. */
export function HealthLine() {
  const { sentence } = useHealth();
  const client = useQueryClient();
  const before = useRef(sentence);
  useEffect(() => {
    if (before.current !== null && sentence === null) {
      void client.invalidateQueries({ predicate: ({ state }) => state.status === 'error' });
    }
    before.current = sentence;
  }, [sentence, client]);
  return (
    <div role="status">
      {sentence === null ? null : (
        <div className={classes.trouble}>
          <IconAlertTriangle size={16} aria-hidden />
          {sentence}
        </div>
      )}
    </div>
  );
}
