// SPDX-License-Identifier: Apache-2.0
import { Button, Field, Input, Popover, PopoverSurface, PopoverTrigger } from '@fluentui/react-components';
import { useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { isApiKey, keepApiKey, useApiKey } from '../api/apiKey';
import css from './SignIn.module.css';

/** Takes an API key for this tab. What is public is shown without one. */
export function SignIn() {
  const { t } = useTranslation();
  const signedIn = useApiKey() !== null;
  const queries = useQueryClient();
  const [open, setOpen] = useState(false);
  const [text, setText] = useState('');
  const [wrong, setWrong] = useState(false);

  const take = (key: string | null) => {
    keepApiKey(key);
    // What one key may see is nothing for the next.
    queries.clear();
    void queries.invalidateQueries();
    setText('');
    setWrong(false);
    setOpen(false);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isApiKey(text.trim())) take(text.trim());
    else setWrong(true);
  };

  if (signedIn) return <Button size="small" onClick={() => { take(null); }}>{t('signIn.out')}</Button>;
  return (
    <Popover open={open} onOpenChange={(_, data) => { setOpen(data.open); }}>
      <PopoverTrigger disableButtonEnhancement><Button size="small">{t('signIn.title')}</Button></PopoverTrigger>
      <PopoverSurface aria-label={t('signIn.title')}>
        <form className={css.form} onSubmit={submit}>
          <Field label={t('signIn.field')} hint={t('signIn.hint')} {...(wrong ? { validationMessage: t('signIn.wrong') } : {})}>
            <Input type="password" autoComplete="off" value={text} onChange={(_, data) => { setText(data.value); }} />
          </Field>
          <Button appearance="primary" type="submit">{t('signIn.submit')}</Button>
        </form>
      </PopoverSurface>
    </Popover>
  );
}
