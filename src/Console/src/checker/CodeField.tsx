// SPDX-License-Identifier: Apache-2.0
import { Button, Field, Textarea } from '@fluentui/react-components';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Camera } from './Camera';
import css from './checker.module.css';
import { readFile } from './pictures';

/** As `ledger certificate check` takes a file: an end of line is none of the code's letters. Before them, no letter of a code is a space. */
const lettersOf = (text: string): string => text.trimStart().replace(/[\r\n]+$/, '');

/** A code: pasted, out of a picture, or before the camera. */
export function CodeField({ label, value, onChange }: { label: string; value: string; onChange: (letters: string) => void }) {
  const { t } = useTranslation();
  const chooser = useRef<HTMLInputElement>(null);
  const [trouble, setTrouble] = useState<'noCode' | 'noPicture' | 'noCamera' | null>(null);
  const [isLooking, setLooking] = useState(false);
  const take = (text: string) => {
    setTrouble(null);
    setLooking(false);
    onChange(lettersOf(text));
  };
  const choose = async (file: File | undefined) => {
    if (file === undefined) return;
    const found = /\.(json|txt)$/i.test(file.name) ? { text: await file.text() } : await readFile(file);
    if (typeof found === 'object') take(found.text);
    else setTrouble(found === 'none' ? 'noCode' : 'noPicture');
  };
  return (
    <div className={css.code}>
      <Field label={label} hint={t('checker.codeHint')} validationState={trouble ? 'error' : 'none'} {...(trouble && { validationMessage: t(`checker.${trouble}`) })}>
        <Textarea value={value} onChange={(_, data) => take(data.value)} rows={4} spellCheck={false} autoComplete="off" className={css.letters ?? ''} />
      </Field>
      <div className={css.ways}>
        <Button onClick={() => chooser.current?.click()}>{t('checker.picture')}</Button>
        <Button onClick={() => { setTrouble(null); setLooking(!isLooking); }}>{t(isLooking ? 'checker.cameraStop' : 'checker.camera')}</Button>
        {value !== '' && <Button appearance="subtle" onClick={() => take('')}>{t('checker.clear')}</Button>}
        <input ref={chooser} type="file" accept="image/*,.json,.txt" hidden onChange={({ target }) => { void choose(target.files?.[0]).then(() => { target.value = ''; }); }} />
      </div>
      {isLooking && <Camera onFound={take} onTrouble={() => { setLooking(false); setTrouble('noCamera'); }} />}
    </div>
  );
}
