// SPDX-License-Identifier: Apache-2.0
import { Checkbox } from '@fluentui/react-components';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Unsigned } from '../filing/record';
import { saveSigned } from '../filing/signedFile';
import { keep } from '../filing/store';
import { go, hrefTo } from '../router';
import { Note } from './Parts';
import { SignedAct } from './SignedAct';
import { SignFailure, SignWays, type Made } from './SignWays';
import css from './sign.module.css';
import parts from './parts.module.css';

/**
 * Shows all fields of a record and signs them. What was signed is stored, and by choice saved as a file, before anything is sent.
 * `stillFree` is asked last: whether the record's place was taken while it was read, here in another tab or elsewhere.
 */
export function FileRecord<R extends Unsigned>({ record, bodyOf, stillFree }: { record: R; stillFree: () => Promise<boolean>; bodyOf: (record: R, key: string, signature: string) => string }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [saves, save] = useState(true);
  const sign = useMutation({
    mutationFn: async (signing: () => Promise<Made>) => {
      if (!(await stillFree())) return false;
      const { key, signature } = await signing();
      const signed = { id: record.id, signedAt: Math.floor(Date.now() / 1000), report: record.typedData, key, signature, body: bodyOf(record, key, signature), receipt: null };
      await keep(signed);
      if (saves) saveSigned(signed);
      await queries.invalidateQueries({ queryKey: ['kept'] });
      go({ page: 'filed', id: record.id });
      return true;
    },
  });
  return (
    <>
      <SignedAct data={record.typedData} />
      <div className={css.form}>
        <p>{t('file.keeps')}</p>
        <Checkbox checked={saves} onChange={(_, { checked }) => save(checked === true)} label={t('file.saves')} />
        <SignWays data={record.typedData} busy={sign.isPending} use={sign.mutate} />
        <p role="status" className={parts.quiet}>{sign.isPending ? t('sign.signing') : ''}</p>
      </div>
      {sign.data === false && <Note tone="warn" title={t('file.taken')}>{t('file.takenText')}</Note>}
      {sign.isError && <SignFailure error={sign.error} />}
    </>
  );
}

/** Another record of the same place was signed in this browser, and waits for its answer. */
export function FileWaits({ id, text }: { id: string; text: string }) {
  const { t } = useTranslation();
  return <Note tone="warn" title={t('file.waits')}>{text} <a href={hrefTo({ page: 'filed', id })}>{t('file.waitsShow')}</a></Note>;
}
