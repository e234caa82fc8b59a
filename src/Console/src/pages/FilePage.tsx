// SPDX-License-Identifier: Apache-2.0
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useApiKey } from '../api/apiKey';
import { useLicense, usePools, useStreams, useUsage } from '../api/queries';
import type { License } from '../api/types';
import { FileForm } from '../components/FileForm';
import { Ends } from '../components/Hex';
import { Badge, Failure, KeyNeeded, Listing, Note, PageHead, Sheet, Table, Wait } from '../components/Parts';
import parts from '../components/parts.module.css';
import { SendSigned } from '../components/SendSigned';
import { StreamOpen } from '../components/StreamOpen';
import { kindOf } from '../filing/record';
import { allKept } from '../filing/store';
import { hrefTo } from '../router';
import { instant, nameOf } from '../text/format';

/** Files a report under a license; without one, the licenses to choose from and what was signed in this browser. */
export function FilePage({ id }: { id: string | undefined }) {
  const { t } = useTranslation();
  const isSignedIn = useApiKey() !== null;
  return (
    <>
      <PageHead title={t('file.title')} lead={t('file.lead')} crumb={id && <a href={hrefTo({ page: 'file' })}>{t('file.choose')}</a>} />
      {!isSignedIn ? <KeyNeeded>{t('file.withKey')}</KeyNeeded> : id ? <OfLicense id={id} /> : <><Choice /><Kept /><SendSigned /></>}
    </>
  );
}

function OfLicense({ id }: { id: string }) {
  const license = useLicense(id);
  if (license.data) return <OfPeriods license={license.data} />; // also where a later look failed: what was typed stays
  return license.isError ? <Failure error={license.error} retry={() => void license.refetch()} /> : <Wait />;
}

/** What the report may be about: the license's periods and the licensee's streams, as the key may read them. */
function OfPeriods({ license }: { license: License }) {
  const { t, i18n } = useTranslation();
  const usage = useUsage(license.pool, license.startsAt, 'end');
  const streams = useStreams(license.pool, license.licensee);
  const periods = usage.items.find((row) => row.license === license.id)?.periods ?? [];
  const licensee = nameOf(license.licenseeNames, license.licensee, i18n.language);
  const [seeks, reads] = [periods.length === 0 && (usage.query.isPending || usage.query.hasNextPage), streams.query.isPending || streams.query.hasNextPage];
  const failed = [...(seeks || usage.query.data === undefined ? [usage.query] : []), ...(reads ? [streams.query] : [])].find(({ isError }) => isError);
  if (failed?.error) return <Failure error={failed.error} retry={() => void failed.refetch()} />;
  if (seeks || reads) return <Wait />;
  if (periods.length === 0) return <Note tone="warn">{t('file.noPeriods', { licensee })}</Note>;
  return (
    <>
      {streams.items.length > 0 && <FileForm license={license} licensee={licensee} periods={periods} streams={streams.items} />}
      <StreamOpen license={license} licensee={licensee} streams={streams.items} />
    </>
  );
}

function Choice() {
  const { i18n } = useTranslation();
  const { items, query } = usePools();
  if (query.isPending) return <Wait />;
  if (query.isError) return <Failure error={query.error} retry={() => void query.refetch()} />;
  return items.map(({ id, names }) => <OfPool key={id} id={id} name={nameOf(names, id, i18n.language)} />);
}

function OfPool({ id, name }: { id: string; name: string }) {
  const { t, i18n } = useTranslation();
  const list = useUsage(id);
  const { items, query } = list;
  if (items.length === 0) return query.isError ? <Failure error={query.error} retry={() => void query.refetch()} /> : query.isPending || query.hasNextPage ? <Wait /> : null;
  return (
    <Sheet title={name}>
      <Listing
        list={list} caption={t('file.licensesOf', { pool: name })} empty="" keyOf={({ license }) => license}
        columns={[
          { title: t('license.licensee'), cell: ({ licensee }) => nameOf(licensee.names, licensee.id, i18n.language) },
          { title: t('usage.license'), cell: ({ license }) => <Ends value={license} /> },
          { title: t('file.action'), cell: ({ license }) => <a href={hrefTo({ page: 'file', id: license })}>{t('file.title')}</a> },
        ]}
      />
    </Sheet>
  );
}

function Kept() {
  const { t, i18n } = useTranslation();
  const kept = useQuery({ queryKey: ['kept'], queryFn: allKept, staleTime: 0 });
  const records = kept.data ?? [];
  if (kept.isError) return <Failure error={kept.error} title={t('file.kept')} retry={() => void kept.refetch()} />;
  if (records.length === 0) return null;
  return (
    <Sheet title={t('file.kept')}>
      <p className={parts.empty}>{t('file.keptText')}</p>
      <Table
        caption={t('file.kept')} items={records} keyOf={({ id }) => id}
        columns={[
          { title: t('receipt.id'), cell: ({ id }) => <a href={hrefTo({ page: 'filed', id })}><Ends value={id} /></a> },
          { title: t('file.kind'), cell: ({ report }) => t(`recordKind.${kindOf(report)}`) },
          { title: t('file.signedAt'), cell: ({ signedAt }) => instant(signedAt, i18n.language) },
          { title: t('usage.state'), cell: ({ receipt }) => <Badge tone={receipt ? 'good' : 'warn'}>{t(receipt ? 'file.promised' : 'file.unsent')}</Badge> },
        ]}
      />
    </Sheet>
  );
}
