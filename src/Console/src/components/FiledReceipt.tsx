// SPDX-License-Identifier: Apache-2.0
import { Button } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { get } from '../api/client';
import { useLicense, usePool, useProof, useReport } from '../api/queries';
import type { Deployment } from '../api/types';
import { codeOf, fileOf, judgePromise, judgeProof, type Receipt } from '../filing/receipt';
import { kindOf } from '../filing/record';
import { saveSigned } from '../filing/signedFile';
import type { KeptRecord } from '../filing/store';
import { hrefTo } from '../router';
import { count, instant, money, nameOf, short, whole } from '../text/format';
import { Ends, Hex } from './Hex';
import { Badge, Fact, Facts, Failure, Note, Sheet } from './Parts';
import { QrCode } from './QrCode';
import { saveJson } from './saveFile';
import { Period } from './Span';
import parts from './parts.module.css';
import { WitnessCount } from './WitnessCount';

/** What the host promised of a record, judged here; and once there is a checkpoint, the proof that it kept its word. */
export function FiledReceipt({ receipt, record }: { receipt: Receipt; record: KeptRecord | null }) {
  return kindOf(receipt.report) === 'UsageReport' ? <OfReport receipt={receipt} record={record} /> : <OfStream receipt={receipt} record={record} />;
}

function OfReport({ receipt, record }: { receipt: Receipt; record: KeptRecord | null }) {
  const { t, i18n } = useTranslation();
  const language = i18n.language;
  const message = receipt.report.message as Record<string, string | number>;
  const trace = useReport(receipt.reportId); // names the zone that its days are of
  const license = useLicense(String(message['license'])); // and where the host knows no such report any more, the pool
  const number = (name: string) => Number(message[name]);
  return (
    <>
      <Sheet title={t('receipt.report')}>
        <Facts>
          <Fact term={t('report.id')} wide><Hex value={receipt.reportId} what={t('report.id')} whole /></Fact>
          <Fact term={t('report.license')}><a href={hrefTo({ page: 'license', id: String(message['license']) })}><Ends value={String(message['license'])} /></a></Fact>
          <Fact term={t('report.period')}><Period start={number('periodStart')} end={number('periodEnd')} zone={trace.data?.zone ?? null} language={language} /></Fact>
          <Fact term={t('report.stream')}>{t('report.streamText', { sequence: count(number('sequence'), language), stream: short(String(message['stream'])) })}</Fact>
          <Fact term={t('usage.lines')}>{number('lineCount') === 0 ? t('usage.nil') : count(number('lineCount'), language)}</Fact>
          <Fact term={t('report.quantity')}>{whole(message['totalQuantity'] ?? 0, language)}</Fact>
          {message['currency'] !== '' && <Fact term={t('report.value')}>{money(message['totalNetValue'] ?? 0, String(message['currency']), language)}</Fact>}
          <Fact term={t('report.key')}><Hex value={receipt.key} what={t('report.key')} /></Fact>
        </Facts>
      </Sheet>
      {receipt.warnings.length > 0 && <Note tone="warn" title={t('receipt.outside')}><ul className={parts.plain}>{receipt.warnings.map(({ pointer, detail }) => <li key={`${pointer}${detail}`}>{pointer} {detail}</li>)}</ul></Note>}
      {trace.isError && <Failure error={trace.error} title={t('receipt.notKnown')} retry={() => void trace.refetch()} />}
      <Promised receipt={receipt} record={record} pool={trace.data?.pool ?? license.data?.pool ?? null} />
    </>
  );
}

function OfStream({ receipt, record }: { receipt: Receipt; record: KeptRecord | null }) {
  const { t, i18n } = useTranslation();
  const message = receipt.report.message as Record<string, string>;
  const { pool: id = '', name = '' } = message;
  const pool = usePool(id).data;
  return (
    <>
      <Sheet title={t('receipt.stream')}>
        <Facts>
          <Fact term={t('stream.id')} wide hint={t('stream.idHint')}><Hex value={receipt.reportId} what={t('stream.id')} whole /></Fact>
          <Fact term={t('stream.name')}>{name}</Fact>
          <Fact term={t('usage.pool')}><a href={hrefTo({ page: 'pool', id })}>{pool ? nameOf(pool.names, id, i18n.language) : short(id)}</a></Fact>
          <Fact term={t('report.key')}><Hex value={receipt.key} what={t('report.key')} /></Fact>
        </Facts>
      </Sheet>
      <Promised receipt={receipt} record={record} pool={id} />
    </>
  );
}

/** The promise and its proof, and what a person keeps of both: which is there whatever the host says now. */
function Promised({ receipt, record, pool }: { receipt: Receipt; record: KeptRecord | null; pool: string | null }) {
  const { t, i18n } = useTranslation();
  const language = i18n.language;
  // Asked anew: a log key may have followed another.
  const deployment = useQuery({ queryKey: ['deployment', receipt.reportId], queryFn: ({ signal }) => get<Deployment>('/deployment', language, {}, signal) });
  const proof = useProof(receipt.reportId);
  const promised = receipt.promise.typedData.message;
  const verdict = pool !== null && deployment.data ? judgePromise(receipt, pool, deployment.data) : null;
  const isReport = kindOf(receipt.report) === 'UsageReport';
  return (
    <>
      <Sheet title={t('receipt.promise')}>
        <Facts>
          <Fact term={t('receipt.verdict')} wide hint={t('receipt.keyFrom')}>{verdict === null ? t('receipt.notJudged') : <Badge tone={verdict === 'holds' ? 'good' : 'bad'}>{t(`receipt.promiseOf.${verdict}`)}</Badge>}</Fact>
          <Fact term={t('receipt.place')}>{t('receipt.placeText', { index: count(Number(promised['index']), language), epoch: Number(promised['epoch']) })}</Fact>
          <Fact term={t('receipt.anchorBy')}>{instant(Number(promised['anchorBy']), language)}</Fact>
          <Fact term={t('receipt.promiseSignature')} wide><Hex value={receipt.promise.signature} what={t('receipt.promiseSignature')} /></Fact>
        </Facts>
        {deployment.isError && <Failure error={deployment.error} retry={() => void deployment.refetch()} />}
      </Sheet>
      <Sheet title={t('report.proof')}><ProofOf receipt={receipt} proof={proof} /></Sheet>
      <Sheet title={t(isReport ? 'receipt.code' : 'receipt.keep')}>
        {isReport && (
          <figure className={parts.code}>
            <QrCode text={codeOf(receipt)} label={t('receipt.code')} />
            <figcaption>{t('receipt.codeText')} <code className={parts.mono}>{codeOf(receipt)}</code></figcaption>
          </figure>
        )}
        <div className={`${parts.more} ${parts.buttons}`}>
          <Button appearance={isReport ? 'primary' : 'secondary'} onClick={() => saveJson(`receipt-${receipt.reportId.slice(2, 10)}`, fileOf(receipt, proof.data?.proof ?? null))}>{t('receipt.save')}</Button>
          {record && <Button onClick={() => saveSigned(record)}>{t(isReport ? 'receipt.saveSigned' : 'receipt.saveSignedStream')}</Button>}
          <Button onClick={() => window.print()}>{t('receipt.print')}</Button>
          {isReport ? <Button as="a" href={hrefTo({ page: 'report', id: receipt.reportId })}>{t('receipt.show')}</Button>
            : <Button as="a" appearance="primary" href={hrefTo({ page: 'file' })}>{t('file.title')}</Button>}
        </div>
      </Sheet>
    </>
  );
}

function ProofOf({ receipt, proof }: { receipt: Receipt; proof: ReturnType<typeof useProof> }) {
  const { t, i18n } = useTranslation();
  const language = i18n.language;
  if (proof.data === undefined && proof.isError) return <Failure error={proof.error} retry={() => void proof.refetch()} />;
  if (!proof.data) {
    const isPast = Date.now() / 1000 > Number(receipt.promise.typedData.message['anchorBy']);
    return <p className={parts.empty} role="status">{t('receipt.waiting')}{isPast && ` ${t('receipt.overdue')}`}</p>;
  }
  const { first, proof: found } = proof.data;
  const { checkpoint } = found;
  const verdict = judgeProof(receipt, proof.data);
  return (
    <Facts>
      <Fact term={t('receipt.verdict')} wide><Badge tone={verdict === 'holds' ? 'good' : verdict === 'carried' ? 'idle' : 'bad'}>{t(`receipt.proofOf.${verdict}`)}</Badge></Fact>
      <Fact term={t('receipt.first')}>{t('report.checkpointText', { size: count(first.size, language), block: count(first.recorded.block, language) })} · {instant(first.recorded.time, language)}</Fact>
      <Fact term={t('report.proof')}>{t('report.proofText', { leaf: count(found.leafIndex, language), count: found.path.length })}</Fact>
      <Fact term={t('report.checkpoint')} hint={instant(checkpoint.recorded.time, language)}>{t('report.checkpointText', { size: count(checkpoint.size, language), block: count(checkpoint.recorded.block, language) })}</Fact>
      <Fact term={t('checkpoint.witnesses')}><WitnessCount checkpoint={checkpoint} /></Fact>
      <Fact term={t('checkpoint.root')}><Hex value={checkpoint.root} what={t('checkpoint.root')} /></Fact>
    </Facts>
  );
}
