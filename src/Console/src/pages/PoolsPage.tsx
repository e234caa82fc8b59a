// SPDX-License-Identifier: Apache-2.0
import { useTranslation } from 'react-i18next';
import { usePools } from '../api/queries';
import type { Pool } from '../api/types';
import { Failure, PageHead, Sheet, Wait } from '../components/Parts';
import parts from '../components/parts.module.css';
import { hrefTo } from '../router';
import { nameOf } from '../text/format';
import css from './pages.module.css';

export function PoolsPage() {
  const { t } = useTranslation();
  const { items, query } = usePools();
  return (
    <>
      <PageHead title={t('pools.title')} lead={t('pools.lead')} />
      {query.isPending ? <Wait />
        : query.isError ? <Failure error={query.error} retry={() => void query.refetch()} />
        : items.length === 0 ? <Sheet><p className={parts.empty}>{t('none.pools')}</p></Sheet>
        : <ul className={css.cards}>{items.map((pool) => <PoolCard key={pool.id} pool={pool} />)}</ul>}
    </>
  );
}

function PoolCard({ pool }: { pool: Pool }) {
  const { t, i18n } = useTranslation();
  const language = i18n.language;
  return (
    <li className={css.card}>
      <h2><a href={hrefTo({ page: 'pool', id: pool.id })}>{nameOf(pool.names, pool.id, language)}</a></h2>
      <p>{pool.note[language] ?? pool.note['en'] ?? ''}</p>
      <p className={parts.quiet}>
        {t(`governance.${pool.governance}` as 'governance.GovernmentLed', { defaultValue: pool.governance })}
        {' · '}{t('pool.administrator')} {nameOf(pool.administrator.names, pool.administrator.id, language)}
      </p>
      <p className={css.counts}><span>{t('pool.members', { count: pool.members })}</span><span>{t('pool.licenses', { count: pool.licenses })}</span></p>
    </li>
  );
}
