// SPDX-License-Identifier: Apache-2.0
import { Button, Field, Input } from '@fluentui/react-components';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Hex } from '../components/Hex';
import { Note, Sheet } from '../components/Parts';
import parts from '../components/parts.module.css';
import { isHash } from '../router';
import { instant } from '../text/format';
import css from './checker.module.css';
import { addressesIn, keepPins, type Pins } from './pins';

/** Whose word counts, who says so, and of which license it must be. */
export function KeysSheet({ pins, license, setLicense }: { pins: Pins | null; license: string; setLicense: (license: string) => void }) {
  const { t } = useTranslation();
  return (
    <Sheet title={t('checker.keys')}>
      <p className={parts.empty} style={{ paddingBottom: 0 }}>{t('checker.keysText')}</p>
      {pins === null ? <Note tone="warn" title={t('checker.noneTitle')}>{t('checker.none')}</Note> : <Pinned pins={pins} />}
      <PinForm />
      <LicenseField license={license} setLicense={setLicense} />
    </Sheet>
  );
}

function Pinned({ pins: { keys, at, source } }: { pins: Pins }) {
  const { t, i18n } = useTranslation();
  const when = instant(at, i18n.language);
  return (
    <>
      <div className={css.pinned}>
        <ul aria-label={t('checker.pinned')}>{keys.map((key) => <li key={key}><Hex value={key} what={t('checker.key')} whole /></li>)}</ul>
        {source.by === 'owner' && <p className={parts.quiet}>{t('checker.typed', { at: when })}</p>}
      </div>
      {source.by === 'host' && <Note tone="warn" title={t('checker.toldTitle')}>{t('checker.told', { host: source.host, pool: source.pool, at: when })}</Note>}
      <div className={css.pinned}><Button size="small" onClick={() => keepPins(null)}>{t('checker.forget')}</Button></div>
    </>
  );
}

function PinForm() {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const [wrong, setWrong] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const keys = addressesIn(text);
    setWrong(keys === null);
    if (keys === null) return;
    keepPins({ keys, at: Math.floor(Date.now() / 1000), source: { by: 'owner' } });
    setText('');
  };
  return (
    <form className={css.form} onSubmit={submit} noValidate>
      <Field label={t('checker.keyField')} hint={t('checker.keyHint')} validationState={wrong ? 'error' : 'none'} {...(wrong && { validationMessage: t('checker.keyWrong') })}>
        <Input value={text} onChange={(_, data) => setText(data.value)} spellCheck={false} autoComplete="off" />
      </Field>
      <Button type="submit">{t('checker.pin')}</Button>
    </form>
  );
}

/** What is no license's id is met by no code: a wish that nobody understands must not pass for one that is met. */
function LicenseField({ license, setLicense }: { license: string; setLicense: (license: string) => void }) {
  const { t } = useTranslation();
  const wrong = license !== '' && !isHash(license);
  return (
    <div className={css.form}>
      <Field label={t('checker.license')} hint={t('checker.licenseHint')} validationState={wrong ? 'error' : 'none'} {...(wrong && { validationMessage: t('checker.licenseWrong') })}>
        <Input value={license} onChange={(_, data) => setLicense(data.value.trim().toLowerCase())} spellCheck={false} autoComplete="off" />
      </Field>
    </div>
  );
}
