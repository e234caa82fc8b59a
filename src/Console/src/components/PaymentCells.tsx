// SPDX-License-Identifier: Apache-2.0
import { useTranslation } from 'react-i18next';
import type { Payment } from '../api/types';
import { hrefTo } from '../router';
import { dayIn, instant, money, utc } from '../text/format';
import { Ends } from './Hex';
import { Badge, type Column, type Tone } from './Parts';
import parts from './parts.module.css';
import { Period } from './Span';

const tones: Record<Payment['state'], Tone> = { claimed: 'idle', received: 'good', undisputed: 'good', disputed: 'bad' };

/** What a table says of a payment, after who made it. */
export function usePaymentColumns<T>(of: (item: T) => Payment): Column<T>[] {
  const { t, i18n } = useTranslation();
  const language = i18n.language;
  return [
    { title: t('report.period'), cell: (item) => <Period start={of(item).periodStart} end={of(item).periodEnd} zone={of(item).zone} language={language} /> },
    { title: t('report.amount'), number: true, cell: (item) => <span className={parts.line}>{money(of(item).amount, of(item).currency, language)}</span> },
    { title: t('usage.state'), cell: (item) => <><Badge tone={tones[of(item).state]}>{t(`paymentState.${of(item).state}`)}</Badge><Deadline payment={of(item)} /></> },
    { title: t('payments.paid'), cell: (item) => <>{dayIn(of(item).paidAt, of(item).zone ?? utc, language)} <small className={parts.quiet}>{of(item).reference}</small></> },
    { title: t('payments.record'), cell: (item) => <Records payment={of(item)} /> },
  ];
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
  return <div className={parts.stacked}>{to(claim, t('report.claim'))}{to(receipt, t('payments.receipt'))}{to(dispute, t('payments.dispute'))}</div>;
}
