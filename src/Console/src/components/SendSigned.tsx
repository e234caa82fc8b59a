// SPDX-License-Identifier: Apache-2.0
import { useMutation } from '@tanstack/react-query';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { get } from '../api/client';
import type { Deployment } from '../api/types';
import { readSigned, SignedFileError } from '../filing/signedFile';
import { keep, kept } from '../filing/store';
import { go } from '../router';
import { Failure, Note, Sheet } from './Parts';
import css from './sign.module.css';

/** Takes a file of what was signed before, here or elsewhere, back into this browser, and sends it. */
export function SendSigned() {
  const { t, i18n } = useTranslation();
  const id = useId();
  const take = useMutation({
    mutationFn: async (file: File) => {
      const record = readSigned(await file.text(), await get<Deployment>('/deployment', i18n.language), Math.floor(Date.now() / 1000));
      if ((await kept(record.id)) === null) await keep(record); // one that has its receipt keeps it
      go({ page: 'filed', id: record.id });
    },
  });
  return (
    <Sheet title={t('file.resend')}>
      <div className={css.form}>
        <p>{t('file.resendText')}</p>
        <div className={css.ways}>
          <div className={css.field}>
            <label htmlFor={id}>{t('file.resendFile')}</label>
            <input id={id} type="file" accept=".json,application/json" onChange={({ target }) => { if (target.files?.[0]) take.mutate(target.files[0]); target.value = ''; }} />
          </div>
        </div>
      </div>
      {take.isError && (take.error instanceof SignedFileError ? <Note tone="bad" title={t('file.resendNone')}>{t('file.resendNoneText')}</Note> : <Failure error={take.error} />)}
    </Sheet>
  );
}
