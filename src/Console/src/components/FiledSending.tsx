// SPDX-License-Identifier: Apache-2.0
import { Button } from '@fluentui/react-components';
import { useMutation } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { isRefusal } from '../api/client';
import { send } from '../filing/send';
import { kindOf } from '../filing/record';
import { saveSigned } from '../filing/signedFile';
import { forget, type KeptRecord } from '../filing/store';
import { go } from '../router';
import { Hex } from './Hex';
import { Fact, Facts, Failure, Note, Sheet, Wait } from './Parts';
import parts from './parts.module.css';

/** Sends a stored record, the same bytes each time, until the host promises or refuses it. */
export function FiledSending({ record, done }: { record: KeptRecord; done: () => void }) {
  const { t, i18n } = useTranslation();
  const sending = useMutation({ mutationFn: () => send(record, i18n.language), onSuccess: done });
  const { mutate } = sending;
  useEffect(() => mutate(), [mutate]);
  const isRefused = isRefusal(sending.error);
  return (
    <Sheet title={t('receipt.unsent')}>
      <Facts><Fact term={t('receipt.id')} wide><Hex value={record.id} what={t('receipt.id')} whole /></Fact></Facts>
      {sending.isPending && <Wait />}
      {sending.isError && (
        <>
          <Failure error={sending.error} title={t('receipt.notSent')} />
          <Note tone="idle">{t(isRefused ? 'receipt.refused' : 'receipt.unanswered')}</Note>
          <div className={`${parts.more} ${parts.buttons}`}>
            <Button appearance="primary" onClick={() => mutate()}>{t('receipt.again')}</Button>
            <Button onClick={() => saveSigned(record)}>{t(kindOf(record.report) === 'UsageReport' ? 'receipt.saveSigned' : 'receipt.saveSignedStream')}</Button>
            {isRefused && <Button onClick={() => void forget(record.id).then(() => go({ page: 'file' }))}>{t('receipt.forget')}</Button>}
          </div>
        </>
      )}
    </Sheet>
  );
}
