// SPDX-License-Identifier: Apache-2.0
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useApiKey } from '../api/apiKey';
import { FiledReceipt } from '../components/FiledReceipt';
import { FiledSending } from '../components/FiledSending';
import { Failure, KeyNeeded, PageHead, Wait } from '../components/Parts';
import { fetchReceipt } from '../filing/send';
import { kept } from '../filing/store';
import { hrefTo } from '../router';

/** A report or opening of a stream that was signed in this browser, sent until the host promised it; of any other, the receipt that the host still has. */
export function FiledPage({ id }: { id: string }) {
  const { t } = useTranslation();
  const isSignedIn = useApiKey() !== null;
  return (
    <>
      <PageHead title={t('receipt.title')} lead={t('receipt.lead')} crumb={<a href={hrefTo({ page: 'file' })}>{t('nav.file')}</a>} />
      {isSignedIn ? <Whole id={id} /> : <KeyNeeded>{t('file.withKey')}</KeyNeeded>}
    </>
  );
}

function Whole({ id }: { id: string }) {
  const language = useTranslation().i18n.language;
  const filed = useQuery({
    queryKey: ['kept', id, language], staleTime: 0, retry: false,
    queryFn: async () => {
      const record = await kept(id);
      return { record, receipt: record ? record.receipt : await fetchReceipt(id, language) };
    },
  });
  if (filed.isPending) return <Wait />;
  if (filed.isError) return <Failure error={filed.error} retry={() => void filed.refetch()} />;
  const { record, receipt } = filed.data;
  if (receipt) return <FiledReceipt receipt={receipt} record={record} />;
  return record && <FiledSending record={record} done={() => void filed.refetch()} />;
}
