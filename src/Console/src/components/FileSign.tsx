// SPDX-License-Identifier: Apache-2.0
import { Button } from '@fluentui/react-components';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { get } from '../api/client';
import type { Deployment, SheetLine, Stream } from '../api/types';
import { bodyOf, prepare, type ReportHead } from '../filing/report';
import { allKept, keep } from '../filing/store';
import { go, hrefTo } from '../router';
import { Failure, Note, Sheet } from './Parts';
import { SignedAct } from './SignedAct';
import { SignFailure, SignWays, type Made } from './SignWays';
import css from './sign.module.css';
import parts from './parts.module.css';

/** Makes the report, shows all of its fields, and signs them. What was signed is stored before anything is sent. */
export function FileSign({ head, lines }: { head: Omit<ReportHead, 'stream'> & { stream: string }; lines: readonly SheetLine[] }) {
  const { t, i18n } = useTranslation();
  const queries = useQueryClient();
  const make = useMutation({
    // Asked anew: the stream may have grown, and the block is to be a recent one.
    mutationFn: async () => {
      const waiting = (await allKept()).find(({ receipt, report }) => receipt === null && report.message['stream'] === head.stream);
      if (waiting) return { waiting: waiting.id };
      const [deployment, stream] = await Promise.all([get<Deployment>('/deployment', i18n.language), get<Stream>(`/streams/${head.stream}`, i18n.language)]);
      return { report: prepare({ ...head, stream }, lines, deployment) };
    },
  });
  const { report, waiting } = make.data ?? {};
  const sign = useMutation({
    mutationFn: async (signing: () => Promise<Made>) => {
      if (!report) return;
      const { key, signature } = await signing();
      await keep({ id: report.id, signedAt: Math.floor(Date.now() / 1000), report: report.typedData, key, signature, body: bodyOf(report, key, signature), receipt: null });
      await queries.invalidateQueries({ queryKey: ['kept'] });
      go({ page: 'filed', id: report.id });
    },
  });
  return (
    <Sheet title={t('file.sign')}>
      <div className={css.form}>
        <p>{t('file.signText')}</p>
        {!report && <div><Button appearance="primary" disabled={make.isPending} onClick={() => make.mutate()}>{t('file.prepare')}</Button></div>}
      </div>
      {waiting && <Note tone="warn" title={t('file.waits')}>{t('file.waitsText')} <a href={hrefTo({ page: 'filed', id: waiting })}>{t('file.waitsShow')}</a></Note>}
      {make.isError && <Failure error={make.error} />}
      {report && (
        <>
          <SignedAct data={report.typedData} />
          <div className={css.form}>
            <p>{t('file.keeps')}</p>
            <SignWays data={report.typedData} busy={sign.isPending} use={sign.mutate} />
            <p role="status" className={parts.quiet}>{sign.isPending ? t('sign.signing') : ''}</p>
          </div>
          {sign.isError && <SignFailure error={sign.error} />}
        </>
      )}
    </Sheet>
  );
}
