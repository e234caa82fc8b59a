// SPDX-License-Identifier: Apache-2.0
import { Button } from '@fluentui/react-components';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { get } from '../api/client';
import type { Deployment, SheetLine, Stream } from '../api/types';
import { bodyOf, prepare, type ReportHead } from '../filing/report';
import { findWaiting } from '../filing/store';
import { FileRecord, FileWaits } from './FileRecord';
import { Failure, Sheet } from './Parts';
import css from './sign.module.css';

/** Makes the report, shows all of its fields, and signs them. */
export function FileSign({ head, lines }: { head: Omit<ReportHead, 'stream'> & { stream: string }; lines: readonly SheetLine[] }) {
  const { t, i18n } = useTranslation();
  const make = useMutation({
    // Asked anew: the stream may have grown, and the block is to be a recent one.
    mutationFn: async () => {
      const waiting = await findWaiting('stream', head.stream);
      if (waiting) return { waiting: waiting.id };
      const [deployment, stream] = await Promise.all([get<Deployment>('/deployment', i18n.language), get<Stream>(`/streams/${head.stream}`, i18n.language)]);
      return { report: prepare({ ...head, stream }, lines, deployment) };
    },
  });
  const { report, waiting } = make.data ?? {};
  const stillFree = async () => {
    const [other, stream] = await Promise.all([findWaiting('stream', head.stream), get<Stream>(`/streams/${head.stream}`, i18n.language)]);
    return other === undefined && Number(report?.typedData.message['sequence']) === stream.sequence + 1;
  };
  return (
    <Sheet title={t('file.sign')}>
      <div className={css.form}>
        <p>{t('file.signText')}</p>
        {!report && <div><Button appearance="primary" disabled={make.isPending} onClick={() => make.mutate()}>{t('file.prepare')}</Button></div>}
      </div>
      {waiting && <FileWaits id={waiting} text={t('file.waitsText')} />}
      {make.isError && <Failure error={make.error} />}
      {report && <FileRecord record={report} bodyOf={bodyOf} stillFree={stillFree} />}
    </Sheet>
  );
}
