'use client';

import { Button, Modal, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { sentenceOf } from '../ui/states.tsx';
import classes from './views.module.css';

/** Asks for the name of a view; `onName` throws what is wrong with it, which is then said beside the field. */
export function NameDialog(props: {
  title: string;
  does: string;
  initial: string;
  onName: (name: string) => Promise<unknown>;
  onClose: () => void;
}) {
  const { title, does, initial, onName, onClose } = props;
  const [name, setName] = useState(initial);
  const [message, setMessage] = useState('');
  const [busy, setBusy] = useState(false);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() === '') return setMessage('A name has 1 to 80 characters.');
    setBusy(true);
    try {
      await onName(name.trim());
      onClose();
    } catch (error) {
      setMessage(sentenceOf(error));
      setBusy(false);
    }
  };
  return (
    <Modal opened onClose={onClose} title={title} closeButtonProps={{ 'aria-label': 'Close' }}>
      <form className={classes.form} onSubmit={submit}>
        <TextInput
          label="Name"
          data-autofocus
          maxLength={80}
          value={name}
          error={message || undefined}
          errorProps={{ role: 'alert' }}
          onFocus={(event) => event.currentTarget.select()}
          onChange={(event) => {
            setName(event.currentTarget.value);
            setMessage('');
          }}
        />
        <div className={classes.buttons}>
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={busy}>
            {does}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
