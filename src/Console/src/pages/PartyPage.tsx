// SPDX-License-Identifier: Apache-2.0
import { useTranslation } from 'react-i18next';
import { useLicenses, useParty, usePools } from '../api/queries';
import type { Party, PartyKey } from '../api/types';
import { Hex } from '../components/Hex';
import { LicenseTable } from '../components/LicenseTable';
import { Badge, Fact, Facts, Failure, Note, PageHead, Sheet, Table, Wait } from '../components/Parts';
import parts from '../components/parts.module.css';
import { hrefTo } from '../router';
import { countryName, day, instant, nameOf } from '../text/format';

const noHash = `0x${'0'.repeat(64)}`;
const noAddress = `0x${'0'.repeat(40)}`;

export function PartyPage({ id }: { id: string }) {
  const { t, i18n } = useTranslation();
  const party = useParty(id);
  const licenses = useLicenses({ licensee: id });
  if (party.isPending) return <Wait />;
  if (party.isError) return <Failure error={party.error} retry={() => void party.refetch()} />;
  return (
    <>
      <PageHead title={nameOf(party.data.names, id, i18n.language)} lead={t('party.lead')} />
      {party.data.recovery && <Note tone="warn" title={t('party.recovering')}>{t('party.recoveringText', { due: instant(party.data.recovery.dueAt, i18n.language) })}</Note>}
      <Identity party={party.data} />
      <Sheet title={t('party.keys')}><Keys keys={party.data.keys} /></Sheet>
      <Sheet title={t('party.enrolments')}><Enrolments party={party.data} /></Sheet>
      <Sheet title={t('party.licenses')}><LicenseTable list={licenses} by="pool" /></Sheet>
    </>
  );
}

function Identity({ party }: { party: Party }) {
  const { t, i18n } = useTranslation();
  return (
    <Sheet title={t('party.identity')}>
      <Facts>
        <Fact term={t('party.id')} wide><Hex value={party.id} what={t('party.id')} whole /></Fact>
        {party.role && <Fact term={t('party.role')}>{t(`partyRole.${party.role}` as 'partyRole.licensee', { defaultValue: party.role })}</Fact>}
        {party.country && <Fact term={t('party.country')}>{countryName(party.country, i18n.language)}</Fact>}
        <Fact term={t('party.opened')} hint={t('chain.block', { number: party.opening.recorded.block })}>{instant(party.opening.recorded.time, i18n.language)}</Fact>
        <Fact term={t('party.guardian')}>{party.guardian === noAddress ? t('party.noGuardian') : <Hex value={party.guardian} what={t('party.guardian')} />}</Fact>
        <Fact term={t('party.keysHead')}>{party.keysHead === noHash ? t('party.untouched') : <Hex value={party.keysHead} what={t('party.keysHead')} />}</Fact>
      </Facts>
    </Sheet>
  );
}

function Keys({ keys }: { keys: PartyKey[] }) {
  const { t, i18n } = useTranslation();
  return (
    <Table
      caption={t('party.keys')} items={keys} keyOf={({ key }) => key}
      columns={[
        { title: t('key.key'), cell: ({ key }) => <Hex value={key} what={t('key.key')} /> },
        { title: t('key.scopes'), cell: ({ scopes }) => scopes.map((scope) => t(`scope.${scope}` as 'scope.Root', { defaultValue: scope })).join(i18n.language === 'zh-CN' ? '、' : ', ') },
        { title: t('key.from'), cell: ({ from }) => instant(from, i18n.language) },
        { title: t('key.until'), cell: ({ until }) => (until ? instant(until, i18n.language) : t('key.noEnd')) },
        { title: t('key.state'), cell: ({ compromised, until }) => (compromised ? <Badge tone="bad">{t('key.compromised')}</Badge> : until ? <Badge tone="idle">{t('key.bounded')}</Badge> : <Badge tone="good">{t('key.held')}</Badge>) },
      ]}
    />
  );
}

function Enrolments({ party }: { party: Party }) {
  const { t, i18n } = useTranslation();
  const pools = usePools().items;
  const name = (id: string) => nameOf(pools.find((pool) => pool.id === id)?.names ?? {}, id, i18n.language);
  if (party.enrolments.length === 0) return <p className={parts.empty}>{t('party.notEnrolled')}</p>;
  return (
    <Table
      caption={t('party.enrolments')} items={party.enrolments} keyOf={({ head }) => head}
      columns={[
        { title: t('party.vouching'), cell: ({ pool }) => <a href={hrefTo({ page: 'pool', id: pool })}>{name(pool)}</a> },
        { title: t('party.since'), cell: ({ since }) => day(since, i18n.language) },
        { title: t('party.enrolmentRoot'), cell: ({ enrolmentRoot }) => <Hex value={enrolmentRoot} what={t('party.enrolmentRoot')} /> },
      ]}
    />
  );
}
