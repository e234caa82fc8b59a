// SPDX-License-Identifier: Apache-2.0
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApiKey } from '../api/apiKey';
import { useRecord } from '../api/queries';
import type { UsageRecord } from '../api/types';
import { EraseRecord } from '../components/EraseRecord';
import { Ends, Hex } from '../components/Hex';
import { HoldRecord } from '../components/HoldRecord';
import { Fact, Facts, Failure, KeyNeeded, Note, PageHead, Sheet, Wait } from '../components/Parts';
import { hrefTo } from '../router';
import { instant } from '../text/format';

/** What came with a record (a report's lines, an observation's evidence): held for a matter, or erased at a signed demand. */
export function CustodyPage({ id }: { id: string }) {
  const { t } = useTranslation();
  const isSignedIn = useApiKey() !== null;
  return (
    <>
      <PageHead title={t('keeping.title')} lead={t('keeping.lead')} crumb={<a href={hrefTo({ page: 'graph', id })}>{t('payments.record')} <Ends value={id} /></a>} />
      {isSignedIn ? <Whole id={id} /> : <KeyNeeded>{t('keeping.withKey')}</KeyNeeded>}
    </>
  );
}

function Whole({ id }: { id: string }) {
  const { t } = useTranslation();
  const read = useRecord(id);
  const [changed, change] = useState<UsageRecord | null>(null); // what the host says after a hold, also to those who cannot read the record
  if (read.isPending) return <Wait />;
  const record = changed ?? read.data ?? null;
  return (
    <>
      {record ? <State record={record} /> : read.isError && <><Failure error={read.error} /><Note tone="idle">{t('keeping.unread')}</Note></>}
      {!record?.erased && <HoldRecord id={id} held={record?.held ?? null} done={change} />}
      {record && !record.erased && <EraseRecord record={record} done={change} />}
    </>
  );
}

function State({ record: { id, kind, held, erased } }: { record: UsageRecord }) {
  const { t, i18n } = useTranslation();
  const demand = erased?.erasure as unknown as { party: string; reason: string } | undefined;
  return (
    <Sheet title={t('keeping.state')}>
      <Facts>
        <Fact term={t('payments.record')} wide hint={t(`recordKind.${kind}` as 'recordKind.UsageReport', { defaultValue: kind })}><Hex value={id} what={t('payments.record')} whole /></Fact>
        <Fact term={t('keeping.held')}>{held.length === 0 ? t('keeping.notHeld') : held.join(' · ')}</Fact>
        <Fact term={t('keeping.erased')} hint={demand?.reason}>{erased ? instant(erased.erasedAt, i18n.language) : t('keeping.notErased')}</Fact>
        {demand && <Fact term={t('report.demandedBy')}><a href={hrefTo({ page: 'party', id: demand.party })}><Ends value={demand.party} /></a></Fact>}
      </Facts>
    </Sheet>
  );
}
