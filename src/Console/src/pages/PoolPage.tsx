// SPDX-License-Identifier: Apache-2.0
import { Button } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { useApiKey } from '../api/apiKey';
import { useLicenses, usePool } from '../api/queries';
import type { Pool, PoolRule } from '../api/types';
import { Checkpoints } from '../components/Checkpoints';
import { Hex } from '../components/Hex';
import { LicenseTable } from '../components/LicenseTable';
import { Members } from '../components/Members';
import { Fact, Facts, Failure, PageHead, Sheet, Table, Wait } from '../components/Parts';
import { Patents } from '../components/Patents';
import { PinKeys } from '../components/PinKeys';
import { Schedules } from '../components/Schedules';
import { WitnessCount } from '../components/WitnessCount';
import { hrefTo } from '../router';
import { instant, nameOf } from '../text/format';

const daySeconds = 86_400;

export function PoolPage({ id }: { id: string }) {
  const { t, i18n } = useTranslation();
  const isSignedIn = useApiKey() !== null;
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
      >
        {isSignedIn && <Button as="a" href={hrefTo({ page: 'pool-payments', id })}>{t('payments.title')}</Button>}
      </PageHead>
      <Identity pool={pool.data} />
      <Rules pool={pool.data} />
      <Sheet title={t('pool.licensesTitle')}><LicenseTable list={licenses} by="licensee" /></Sheet>
      <Members pool={id} />
      <Schedules pool={id} />
      <Patents pool={id} />
      <Checkpoints pool={id} />
      <PinKeys pool={pool.data} />
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
        <Fact term={t('pool.administrator')}><a href={hrefTo({ page: 'party', id: pool.administrator.id })}>{nameOf(pool.administrator.names, pool.administrator.id, language)}</a></Fact>
        {pool.quorumPerMille > 0 && <Fact term={t('pool.quorum')}>{t('pool.quorumText', { threshold: pool.quorum, members: pool.members, percent: pool.quorumPerMille / 10 })}</Fact>}
        <Fact term={t('pool.founders')}>{pool.founders.map((party) => nameOf(party.names, party.id, language)).join(language === 'zh-CN' ? '、' : ', ')}</Fact>
        {pool.formed !== null && <Fact term={t('pool.formed')}>{pool.formed}</Fact>}
        <Fact term={t('pool.recorded')}>{instant(pool.charter.recorded.time, language)}</Fact>
        <Fact term={t('pool.checkpoint')}>
          {checkpoint ? t('pool.checkpointText', { count: checkpoint.size, block: checkpoint.recorded.block }) : t('pool.noCheckpoint')}
        </Fact>
        {checkpoint && <Fact term={t('checkpoint.witnesses')}><WitnessCount checkpoint={checkpoint} /></Fact>}
        <Fact term={t('pool.id')}><Hex value={pool.id} what={t('pool.id')} /></Fact>
        <Fact term={t('pool.charterRoot')}><Hex value={pool.charterRoot} what={t('pool.charterRoot')} /></Fact>
        <Fact term={t('pool.actChain')}><Hex value={pool.actChain} what={t('pool.actChain')} /></Fact>
        <Fact term={t('pool.logKey')}><Hex value={pool.logKey} what={t('pool.logKey')} /></Fact>
      </Facts>
    </Sheet>
  );
}

/** The pool's deadlines, each with who says so; and where its charter was changed, every text, for what came under one is judged by it. */
function Rules({ pool: { rules, charters } }: { pool: Pool }) {
  const { t, i18n } = useTranslation();
  return (
    <Sheet title={t('pool.rulesTitle')}>
      <Facts>
        <Rule term={t('pool.paymentDispute')} rule={rules.paymentDispute} />
        <Rule term={t('pool.lodgeGrace')} rule={rules.lodgeGrace} />
      </Facts>
      {charters.length > 1 && (
        <Table
          caption={t('pool.charters')} items={charters} keyOf={({ act }) => act}
          columns={[
            { title: t('pool.charterFrom'), cell: ({ from }) => instant(from, i18n.language) },
            { title: t('pool.charterRoot'), cell: ({ root }) => <Hex value={root} what={t('pool.charterRoot')} /> },
            { title: t('pool.charterZone'), cell: ({ held, zone }) => (held ? zone : t('pool.charterNotHeld')) },
            { title: t('pool.charterDispute'), number: true, cell: ({ paymentDisputeDays }) => paymentDisputeDays ?? '–' },
            { title: t('pool.charterGrace'), number: true, cell: ({ lodgeGraceDays }) => lodgeGraceDays ?? '–' },
          ]}
        />
      )}
    </Sheet>
  );
}

function Rule({ term, rule: { days, zone, seconds } }: { term: string; rule: PoolRule }) {
  const { t } = useTranslation();
  const length = Number(seconds);
  return days === null
    ? <Fact term={term} hint={t('pool.ruleHostHint')}>{length % daySeconds === 0 ? t('pool.ruleHostDays', { count: length / daySeconds }) : t('pool.ruleHost', { count: length })}</Fact>
    : <Fact term={term} hint={t('pool.ruleCharterHint')}>{t('pool.ruleCharter', { count: days, zone })}</Fact>;
}
