// SPDX-License-Identifier: Apache-2.0
import { Button } from '@fluentui/react-components';
import { useMutation } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemError } from '../api/client';
import { send } from '../filing/send';
import { forget, type KeptReport } from '../filing/store';
import { go } from '../router';
import { Hex } from './Hex';
import { Fact, Facts, Failure, Note, Sheet, Wait } from './Parts';
import { saveJson } from './saveFile';
import parts from './parts.module.css';

/** Sends a stored report, the same bytes each time, until the host promises or refuses it. */
export function FiledSending({ report, done }: { report: KeptReport; done: () => void }) {
  const { t, i18n } = useTranslation();
  const sending = useMutation({ mutationFn: () => send(report, i18n.language), onSuccess: done });
  const { mutate } = sending;
  useEffect(() => mutate(), [mutate]);
  const isRefused = sending.error instanceof ProblemError;
  return (
    <Sheet title={t('receipt.unsent')}>
      <Facts><Fact term={t('report.id')} wide><Hex value={report.id} what={t('report.id')} whole /></Fact></Facts>
      {sending.isPending && <Wait />}
      {sending.isError && (
        <>
          <Failure error={sending.error} title={t('receipt.notSent')} />
          <Note tone="idle">{t(isRefused ? 'receipt.refused' : 'receipt.unanswered')}</Note>
          <div className={`${parts.more} ${parts.buttons}`}>
            <Button appearance="primary" onClick={() => mutate()}>{t('receipt.again')}</Button>
            <Button onClick={() => saveJson(`report-${report.id.slice(2, 10)}`, report.body)}>{t('receipt.saveSigned')}</Button>
            {isRefused && <Button onClick={() => void forget(report.id).then(() => go({ page: 'file' }))}>{t('receipt.forget')}</Button>}
          </div>
        </>
      )}
    </Sheet>
  );
}
