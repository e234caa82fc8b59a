// SPDX-License-Identifier: Apache-2.0
import { useTranslation } from 'react-i18next';
import { useApiKey } from '../api/apiKey';
import { usePool, usePoolPayments } from '../api/queries';
import type { ClaimedPayment } from '../api/types';
import { Ends } from '../components/Hex';
import { KeyNeeded, Listing, PageHead, Sheet } from '../components/Parts';
import { usePaymentColumns } from '../components/PaymentCells';
import { hrefTo } from '../router';
import { nameOf } from '../text/format';

/** The payments claimed in a pool, each with where it stands by the chain's time. */
export function PoolPaymentsPage({ id }: { id: string }) {
  const { t, i18n } = useTranslation();
  const isSignedIn = useApiKey() !== null;
  const pool = nameOf(usePool(id).data?.names ?? {}, id, i18n.language);
  return (
    <>
      <PageHead title={t('payments.ofPool')} lead={t('payments.lead')} crumb={<a href={hrefTo({ page: 'pool', id })}>{pool}</a>} />
      {isSignedIn ? <Payments pool={id} /> : <KeyNeeded>{t('payments.withKey')}</KeyNeeded>}
    </>
  );
}

function Payments({ pool }: { pool: string }) {
  const { t, i18n } = useTranslation();
  const columns = usePaymentColumns<ClaimedPayment>(({ payment }) => payment);
  return (
    <Sheet>
      <Listing
        list={usePoolPayments(pool)} caption={t('payments.title')} empty={t('payments.noneToRead')} keyOf={({ payment }) => payment.claim}
        columns={[
          { title: t('payments.payer'), cell: ({ payer }) => <a href={hrefTo({ page: 'party', id: payer.id })}>{nameOf(payer.names, payer.id, i18n.language)}</a> },
          { title: t('usage.license'), cell: ({ payment }) => <a href={hrefTo({ page: 'license', id: payment.license })}><Ends value={payment.license} /></a> },
          ...columns,
        ]}
      />
    </Sheet>
  );
}
