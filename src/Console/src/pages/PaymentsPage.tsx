// SPDX-License-Identifier: Apache-2.0
import { useTranslation } from 'react-i18next';
import { useApiKey } from '../api/apiKey';
import { usePayments } from '../api/queries';
import type { Payment } from '../api/types';
import { Ends } from '../components/Hex';
import { Failure, KeyNeeded, PageHead, Sheet, Table, Wait } from '../components/Parts';
import parts from '../components/parts.module.css';
import { usePaymentColumns } from '../components/PaymentCells';
import { hrefTo } from '../router';

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

function Payments({ license }: { license: string }) {
  const { t } = useTranslation();
  const payments = usePayments(license);
  const columns = usePaymentColumns<Payment>((payment) => payment);
  if (payments.isPending) return <Wait />;
  if (payments.isError) return <Failure error={payments.error} retry={() => void payments.refetch()} />;
  if (payments.data.length === 0) return <Sheet><p className={parts.empty}>{t('payments.none')}</p></Sheet>;
  return (
    <Sheet>
      <Table
        caption={t('payments.title')} items={payments.data} keyOf={({ claim }) => claim}
        columns={[
          { title: t('payments.payer'), cell: ({ payer }) => <a href={hrefTo({ page: 'party', id: payer })}><Ends value={payer} /></a> },
          ...columns,
        ]}
      />
    </Sheet>
  );
}
