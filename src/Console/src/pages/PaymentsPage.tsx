// SPDX-License-Identifier: Apache-2.0
import { useTranslation } from 'react-i18next';
import { useApiKey } from '../api/apiKey';
import { usePayments } from '../api/queries';
import type { Payment } from '../api/types';
import { Ends } from '../components/Hex';
import { Badge, Failure, KeyNeeded, PageHead, Sheet, Table, Wait, type Tone } from '../components/Parts';
import parts from '../components/parts.module.css';
import { Period } from '../components/Span';
import { hrefTo } from '../router';
import { dayIn, instant, money, utc } from '../text/format';
import css from './pages.module.css';

/** The payments claimed under a license, each with where it stands by the chain's time. */
export function PaymentsPage({ id }: { id: string }) {
  const { t } = useTranslation();
  const isSignedIn = useApiKey() !== null;
  return (
    <>
      <PageHead title={t('payments.ofLicense')} lead={t('payments.lead')} crumb={<a href={hrefTo({ page: 'license', id })}>{t('report.license')} <Ends value={id} /></a>} />
      {isSignedIn ? <Payments license={id} /> : <KeyNeeded>{t('payments.withKey')}</KeyNeeded>}
    </>
  );
}

const tones: Record<Payment['state'], Tone> = { claimed: 'idle', received: 'good', undisputed: 'good', disputed: 'bad' };

function Payments({ license }: { license: string }) {
  const { t, i18n } = useTranslation();
  const language = i18n.language;
  const payments = usePayments(license);
  if (payments.isPending) return <Wait />;
  if (payments.isError) return <Failure error={payments.error} retry={() => void payments.refetch()} />;
  if (payments.data.length === 0) return <Sheet><p className={parts.empty}>{t('payments.none')}</p></Sheet>;
  return (
    <Sheet>
      <Table
        caption={t('payments.title')} items={payments.data} keyOf={({ claim }) => claim}
        columns={[
          { title: t('payments.payer'), cell: ({ payer }) => <a href={hrefTo({ page: 'party', id: payer })}><Ends value={payer} /></a> },
          { title: t('report.period'), cell: ({ periodStart, periodEnd, zone }) => <Period start={periodStart} end={periodEnd} zone={zone} language={language} /> },
          { title: t('report.amount'), number: true, cell: ({ amount, currency }) => <span className={parts.line}>{money(amount, currency, language)}</span> },
          { title: t('usage.state'), cell: (payment) => <><Badge tone={tones[payment.state]}>{t(`paymentState.${payment.state}`)}</Badge><Deadline payment={payment} /></> },
          { title: t('payments.paid'), cell: ({ paidAt, zone, reference }) => <>{dayIn(paidAt, zone ?? utc, language)} <small className={parts.quiet}>{reference}</small></> },
          { title: t('payments.record'), cell: (payment) => <Records payment={payment} /> },
        ]}
      />
    </Sheet>
  );
}

/** Until when it can be disputed, and by whose rule; of what is settled, nothing. */
function Deadline({ payment: { state, disputeBy, disputeRule } }: { payment: Payment }) {
  const { t, i18n } = useTranslation();
  if (state === 'received' || state === 'disputed') return null;
  const whose = t(`lodging.by_${disputeRule.source}`);
  return (
    <div className={parts.quiet}>
      <small>{disputeBy === null ? t('payments.notAnchored') : t(state === 'claimed' ? 'payments.disputeBy' : 'payments.undisputedSince', { by: instant(disputeBy, i18n.language), whose })}</small>
    </div>
  );
}

/** The claim, whose graph shows the reports of its period, and what confirms or disputes it. */
function Records({ payment: { claim, receipt, dispute } }: { payment: Payment }) {
  const { t } = useTranslation();
  const to = (id: string | null, word: string) => id !== null && <div><a href={hrefTo({ page: 'graph', id })}>{word} <Ends value={id} /></a></div>;
  return <div className={css.stacked}>{to(claim, t('report.claim'))}{to(receipt, t('payments.receipt'))}{to(dispute, t('payments.dispute'))}</div>;
}
