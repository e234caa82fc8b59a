// SPDX-License-Identifier: Apache-2.0
import { Button } from '@fluentui/react-components';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useApiKey } from '../api/apiKey';
import { useLines, useReport } from '../api/queries';
import type { ReportTrace } from '../api/types';
import { FileButton } from '../components/FileButton';
import { Ends, Hex } from '../components/Hex';
import { Fact, Facts, Failure, KeyNeeded, Listing, Note, PageHead, Sheet, Table, Wait } from '../components/Parts';
import parts from '../components/parts.module.css';
import { Period } from '../components/Span';
import { WitnessCount } from '../components/WitnessCount';
import { saveSigned } from '../filing/signedFile';
import { fetchSource, SourceError } from '../filing/source';
import { hrefTo } from '../router';
import { count, instant, money, periodText, whole } from '../text/format';
import css from './pages.module.css';

export function ReportPage({ id }: { id: string }) {
  const { t } = useTranslation();
  const isSignedIn = useApiKey() !== null;
  return (
    <>
      <PageHead title={t('report.title')} lead={t('report.lead')} crumb={<a href={hrefTo({ page: 'usage' })}>{t('nav.usage')}</a>}>
        {isSignedIn && <div className={css.actions}><Button as="a" href={hrefTo({ page: 'custody', id })}>{t('keeping.open')}</Button><Button as="a" href={hrefTo({ page: 'graph', id })}>{t('graph.show')}</Button></div>}
      </PageHead>
      {isSignedIn ? <Whole id={id} /> : <KeyNeeded>{t('report.withKey')}</KeyNeeded>}
    </>
  );
}

function Whole({ id }: { id: string }) {
  const report = useReport(id);
  if (report.isPending) return <Wait />;
  if (report.isError) return <Failure error={report.error} retry={() => void report.refetch()} />;
  return <><Signed report={report.data} /><OnChain report={report.data} /><StandsOn report={report.data} /><Lines report={report.data} /><Payments report={report.data} /></>;
}

function Signed({ report }: { report: ReportTrace }) {
  const { t, i18n } = useTranslation();
  return (
    <Sheet title={t('report.signed')}>
      <Facts>
        <Fact term={t('report.id')} wide><Hex value={report.report} what={t('report.id')} whole /></Fact>
        <Fact term={t('report.reporter')}><a href={hrefTo({ page: 'party', id: report.reporter })}><Ends value={report.reporter} /></a></Fact>
        <Fact term={t('report.period')}><Period start={report.periodStart} end={report.periodEnd} zone={report.zone} language={i18n.language} /></Fact>
        <Fact term={t('report.quantity')}>{whole(report.totalQuantity, i18n.language)}</Fact>
        <Fact term={t('report.stream')}>{t('report.streamText', { sequence: report.sequence, stream: `${report.stream.slice(0, 10)}…` })}</Fact>
        <Fact term={t('report.signer')} hint={t('report.keyScope', { scope: t(`scope.${report.signature.scope}` as 'scope.Report', { defaultValue: report.signature.scope }) })}><Hex value={report.signature.key} what={t('report.signer')} whole /></Fact>
        <Fact term={t('report.signature')} wide><SignatureParts signature={report.signature.signature} /></Fact>
        {report.erased === null && (
          <Fact term={t('report.source')} wide hint={t('report.sourceHint')}>
            <SourceFile report={report.report} />
          </Fact>
        )}
      </Facts>
    </Sheet>
  );
}

/** Saves what was signed, once it was judged here. */
function SourceFile({ report }: { report: string }) {
  const { t, i18n } = useTranslation();
  const save = useMutation({ mutationFn: () => fetchSource(report, i18n.language), onSuccess: saveSigned });
  return (
    <>
      <Button size="small" disabled={save.isPending} onClick={() => save.mutate()}>{t('report.saveSource')}</Button>
      {save.error instanceof SourceError ? <Note tone="bad" title={t('report.notSource')}>{t(`report.sourceProblem.${save.error.problem}`)}</Note>
        : save.isError && <Failure error={save.error} retry={() => save.mutate()} />}
    </>
  );
}

/** The signature by its parts, as Ethereum has them: r and s of 32 bytes, and v. */
function SignatureParts({ signature }: { signature: string }) {
  const { t } = useTranslation();
  const digits = signature.slice(2);
  return (
    <div className={parts.stacked}>
      <div>r <Hex value={`0x${digits.slice(0, 64)}`} what="r" whole /></div>
      <div>s <Hex value={`0x${digits.slice(64, 128)}`} what="s" whole /></div>
      <div>v {Number.parseInt(digits.slice(128), 16)} <Hex value={signature} what={t('report.signature')} /></div>
    </div>
  );
}

function OnChain({ report: { report, state, epoch, leafIndex, checkpoint, lodging, proof } }: { report: ReportTrace }) {
  const { t, i18n } = useTranslation();
  return (
    <Sheet title={t('report.chain')}>
      <Facts>
        <Fact term={t('report.state')}>{t(`recordState.${state}` as 'recordState.final')}</Fact>
        {lodging && (
          <Fact term={t('lodging.title')} hint={t(`lodging.${lodging.state}Hint`, { by: instant(lodging.followBy, i18n.language) })}>
            {t('lodging.text', { block: count(lodging.recorded.block, i18n.language), time: instant(lodging.recorded.time, i18n.language) })} <Hex value={lodging.recorded.txHash} what={t('history.transaction')} />
          </Fact>
        )}
        <Fact term={t('receipt.place')}>{t('receipt.placeText', { index: count(leafIndex, i18n.language), epoch })}</Fact>
        {checkpoint && (
          <>
            <Fact term={t('report.checkpoint')} hint={instant(checkpoint.recorded.time, i18n.language)}>
              {t('report.checkpointText', { size: count(checkpoint.size, i18n.language), block: count(checkpoint.recorded.block, i18n.language) })} <Hex value={checkpoint.root} what={t('report.checkpoint')} />
            </Fact>
            <Fact term={t('checkpoint.witnesses')}><WitnessCount checkpoint={checkpoint} /></Fact>
            <Fact term={t('report.block')}><Hex value={checkpoint.recorded.blockHash} what={t('report.block')} /></Fact>
            <Fact term={t('history.transaction')}><Hex value={checkpoint.recorded.txHash} what={t('history.transaction')} /></Fact>
          </>
        )}
        <Fact term={t('report.proof')}>
          {proof === null ? t('report.noProof') : (
            <>
              {t('report.proofUnder', { leaf: count(proof.leafIndex, i18n.language), count: proof.path.length, size: count(proof.treeSize, i18n.language), block: count(proof.checkpoint.recorded.block, i18n.language) })}
              {' '}<Hex value={proof.root} what={t('checkpoint.root')} />
            </>
          )}
        </Fact>
        <Fact term={t('report.promise')} hint={t('report.promiseHint')}><FileButton path={`/records/${report}/promise`} name={`promise-${report.slice(2, 10)}.json`}>{t('report.savePromise')}</FileButton></Fact>
      </Facts>
    </Sheet>
  );
}

function StandsOn({ report }: { report: ReportTrace }) {
  const { t, i18n } = useTranslation();
  const { license } = report;
  const to = (id: string | null, term: string) => (id === null ? null : <Fact term={term}><a href={hrefTo({ page: 'graph', id })}><Ends value={id} /></a></Fact>);
  return (
    <Sheet title={t('report.stands')}>
      <Facts>
        <Fact term={t('report.license')}><a href={hrefTo({ page: 'license', id: license.id })}><Ends value={license.id} /></a></Fact>
        <Fact term={t('report.version')} hint={instant(license.recorded.time, i18n.language)}><a href={hrefTo({ page: 'license', id: license.id, version: license.version })}>{t(`act.${license.kind}` as 'act.LicenseGrant', { defaultValue: license.kind })}</a></Fact>
        <Fact term={t('report.termsRoot')}><Hex value={license.termsRoot} what={t('report.termsRoot')} /></Fact>
        {license.schedule && (
          <Fact term={t('report.schedule')} hint={t('report.revisions', { revisions: license.schedule.revisions.map(({ revision }) => revision).join(', ') })}><Hex value={license.schedule.id} what={t('report.schedule')} /></Fact>
        )}
        {report.correctedBy && <Fact term={t('report.corrected')}><a href={hrefTo({ page: 'report', id: report.correctedBy })}><Ends value={report.correctedBy} /></a></Fact>}
        {to(report.voidedBy, t('report.voided'))}
        {to(report.statement, t('report.statement'))}
      </Facts>
    </Sheet>
  );
}

function Lines({ report }: { report: ReportTrace }) {
  return report.erased ? <Erased erased={report.erased} lines={report.lines} /> : <Kept report={report} />;
}

/** What stands where the lines were: whose demand, when and why, as it was signed. */
function Erased({ erased, lines }: { erased: NonNullable<ReportTrace['erased']>; lines: number }) {
  const { t, i18n } = useTranslation();
  const demand = erased.erasure as unknown as { party: string; reason: string; requestedAt: number };
  return (
    <Sheet title={t('report.lines')}>
      <p className={parts.empty}>{t('report.erased', { count: lines, shown: count(lines, i18n.language), at: instant(erased.erasedAt, i18n.language) })}</p>
      <Facts>
        <Fact term={t('report.demandedBy')} hint={instant(demand.requestedAt, i18n.language)}><a href={hrefTo({ page: 'party', id: demand.party })}><Ends value={demand.party} /></a></Fact>
        <Fact term={t('report.reason')}>{demand.reason}</Fact>
        <Fact term={t('report.signature')}><Hex value={erased.signature} what={t('report.signature')} /></Fact>
      </Facts>
    </Sheet>
  );
}

function Kept({ report: { report, currency } }: { report: ReportTrace }) {
  const { t, i18n } = useTranslation();
  return (
    <Sheet title={t('report.lines')}>
      <Listing
        list={useLines(report)} caption={t('report.lines')} empty={t('report.noLines')} keyOf={({ index }) => `${index}`}
        columns={[
          { title: t('report.number'), number: true, cell: ({ index }) => index + 1 },
          { title: t('usage.product'), cell: ({ product }) => product },
          { title: t('usage.madeIn'), cell: ({ madeIn }) => madeIn },
          { title: t('usage.soldIn'), cell: ({ soldIn }) => soldIn },
          { title: t('usage.quantity'), number: true, cell: ({ quantity }) => whole(quantity, i18n.language) },
          ...(currency === '' ? [] : [{ title: t('report.value'), number: true, cell: ({ netValue }: { netValue: string }) => money(netValue, currency, i18n.language) }]),
          { title: t('report.outside'), cell: ({ outside }) => outside.map(({ detail }) => detail).join(' ') },
        ]}
      />
    </Sheet>
  );
}

function Payments({ report: { payments } }: { report: ReportTrace }) {
  const { t, i18n } = useTranslation();
  return (
    <Sheet title={t('report.payments')}>
      {payments.length === 0 ? <p className={parts.empty}>{t('report.noPayments')}</p> : (
        <Table
          caption={t('report.payments')} items={payments} keyOf={({ claim }) => claim}
          columns={[
            { title: t('report.claim'), cell: ({ claim }) => <a href={hrefTo({ page: 'graph', id: claim })}><Ends value={claim} /></a> },
            { title: t('report.period'), cell: ({ periodStart, periodEnd, zone }) => periodText(periodStart, periodEnd, zone, i18n.language) },
            { title: t('report.amount'), number: true, cell: ({ amount, currency }) => money(amount, currency, i18n.language) },
            { title: t('usage.state'), cell: ({ state }) => t(`paymentState.${state}`) },
          ]}
        />
      )}
    </Sheet>
  );
}
