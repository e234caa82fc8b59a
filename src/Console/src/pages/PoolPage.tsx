// SPDX-License-Identifier: Apache-2.0
import { useTranslation } from 'react-i18next';
import { useLicenses, useMembers, usePatents, usePool, useSchedules } from '../api/queries';
import type { Patent, Pool } from '../api/types';
import { Hex } from '../components/Hex';
import { LicenseTable } from '../components/LicenseTable';
import { Fact, Facts, Failure, Listing, PageHead, Sheet, Wait } from '../components/Parts';
import parts from '../components/parts.module.css';
import { hrefTo } from '../router';
import { day, instant, nameOf, publication } from '../text/format';

export function PoolPage({ id }: { id: string }) {
  const { t, i18n } = useTranslation();
  const pool = usePool(id);
  const licenses = useLicenses({ pool: id });
  if (pool.isPending) return <Wait />;
  if (pool.isError) return <Failure error={pool.error} retry={() => void pool.refetch()} />;
  const language = i18n.language;
  return (
    <>
      <PageHead
        title={nameOf(pool.data.names, id, language)} lead={pool.data.note[language] ?? pool.data.note['en']}
        crumb={<a href={hrefTo({ page: 'pools' })}>{t('nav.pools')}</a>}
      />
      <Identity pool={pool.data} />
      <Sheet title={t('pool.licensesTitle')}><LicenseTable list={licenses} withPool={false} /></Sheet>
      <Members pool={id} />
      <Patents pool={id} />
    </>
  );
}

function Identity({ pool }: { pool: Pool }) {
  const { t, i18n } = useTranslation();
  const language = i18n.language;
  const { checkpoint } = pool;
  return (
    <Sheet title={t('pool.identity')}>
      <Facts>
        <Fact term={t('pool.governance')}>{t(`governance.${pool.governance}` as 'governance.GovernmentLed', { defaultValue: pool.governance })}</Fact>
        <Fact term={t('pool.administrator')}>{nameOf(pool.administrator.names, pool.administrator.id, language)}</Fact>
        <Fact term={t('pool.founders')}>{pool.founders.map((party) => nameOf(party.names, party.id, language)).join(language === 'zh-CN' ? '、' : ', ')}</Fact>
        {pool.formed !== null && <Fact term={t('pool.formed')}>{pool.formed}</Fact>}
        <Fact term={t('pool.recorded')}>{instant(pool.charter.recorded.time, language)}</Fact>
        <Fact term={t('pool.checkpoint')}>
          {checkpoint ? t('pool.checkpointText', { count: checkpoint.size, block: checkpoint.recorded.block }) : t('pool.noCheckpoint')}
        </Fact>
        <Fact term={t('pool.id')}><Hex value={pool.id} what={t('pool.id')} /></Fact>
        <Fact term={t('pool.charterRoot')}><Hex value={pool.charterRoot} what={t('pool.charterRoot')} /></Fact>
        <Fact term={t('pool.actChain')}><Hex value={pool.actChain} what={t('pool.actChain')} /></Fact>
        <Fact term={t('pool.logKey')}><Hex value={pool.logKey} what={t('pool.logKey')} /></Fact>
      </Facts>
    </Sheet>
  );
}

function Members({ pool }: { pool: string }) {
  const { t, i18n } = useTranslation();
  return (
    <Sheet title={t('pool.membersTitle')}>
      <Listing
        list={useMembers(pool)} caption={t('pool.membersTitle')} empty={t('none.members')} keyOf={(member) => member.party.id}
        columns={[
          { title: t('member.party'), cell: ({ party }) => nameOf(party.names, party.id, i18n.language) },
          { title: t('member.since'), cell: ({ joined }) => day(joined, i18n.language) },
          { title: t('member.block'), cell: ({ act }) => act.recorded.block },
          { title: t('history.actId'), cell: ({ act }) => <Hex value={act.actId} what={t('history.actId')} /> },
        ]}
      />
    </Sheet>
  );
}

function Patents({ pool }: { pool: string }) {
  const { t, i18n } = useTranslation();
  const schedules = useSchedules(pool).items;
  const bound = (seconds: number | null) => (seconds === null ? t('patent.unknown') : day(seconds, i18n.language));
  const term = ({ inForceFrom, inForceUntil }: Patent) =>
    inForceFrom === null && inForceUntil === null ? t('patent.unknown') : `${bound(inForceFrom)} – ${bound(inForceUntil)}`;
  return (
    <Sheet title={t('pool.patentsTitle')}>
      {schedules.map((schedule) => (
        <p key={schedule.id} className={parts.empty} style={{ paddingBottom: 6 }}>
          {t('patent.revision', { revision: schedule.revision, count: schedule.patents })} · <Hex value={schedule.root} what={t('license.schedule')} />
        </p>
      ))}
      <Listing
        list={usePatents(pool)} caption={t('pool.patentsTitle')} empty={t('none.patents')} keyOf={(patent) => `${patent.schedule} ${publication(patent)}`}
        columns={[
          { title: t('patent.number'), cell: (patent) => <code className={`${parts.mono} ${parts.line}`}>{publication(patent)}</code> },
          { title: t('patent.holder'), cell: ({ holder }) => (holder ? nameOf(holder.names, holder.id, i18n.language) : t('patent.unknown')) },
          { title: t('patent.standard'), cell: ({ standard }) => standard || t('patent.unknown') },
          { title: t('patent.inForce'), cell: term },
          { title: t('patent.source'), cell: ({ source }) => <span className={parts.quiet}>{source || t('patent.unknown')}</span> },
        ]}
      />
    </Sheet>
  );
}
