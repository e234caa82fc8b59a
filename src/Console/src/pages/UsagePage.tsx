// SPDX-License-Identifier: Apache-2.0
import { Button } from '@fluentui/react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApiKey } from '../api/apiKey';
import { useLodgings, usePools, useTrace, useUsage } from '../api/queries';
import type { UsageRow } from '../api/types';
import { Ends, Hex } from '../components/Hex';
import { Failure, KeyNeeded, Listing, PageHead, ReadOn, Sheet } from '../components/Parts';
import parts from '../components/parts.module.css';
import { monthOf, UsageMap, type Chosen } from '../components/UsageMap';
import { hrefTo } from '../router';
import { count, instant, nameOf, whole } from '../text/format';
import css from './pages.module.css';

export function UsagePage({ id }: { id: string | undefined }) {
  const { t, i18n } = useTranslation();
  const isSignedIn = useApiKey() !== null;
  const { items: pools, query } = usePools();
  const pool = id ?? pools[0]?.id;
  return (
    <>
      <PageHead title={t('usage.title')} lead={t('usage.lead')}>
        {isSignedIn && (
          <div className={css.actions}>
            {pool && <Button as="a" href={hrefTo({ page: 'pool-payments', id: pool })}>{t('payments.ofPool')}</Button>}
            <Button as="a" href={hrefTo({ page: 'suspects' })}>{t('suspects.title')}</Button>
          </div>
        )}
      </PageHead>
      <nav className={css.filters} aria-label={t('usage.pool')}>
        {pools.map((one) => <a key={one.id} href={hrefTo({ page: 'usage', id: one.id })} aria-current={one.id === pool ? 'page' : undefined}>{nameOf(one.names, one.id, i18n.language)}</a>)}
      </nav>
      {query.isError && pools.length === 0 && <Failure error={query.error} retry={() => void query.refetch()} />}
      {query.isSuccess && pools.length === 0 && <Sheet><p className={parts.empty}>{t('none.pools')}</p></Sheet>}
      {!isSignedIn ? <KeyNeeded>{t('usage.withKey')}</KeyNeeded> : pool && <><Explorer key={pool} pool={pool} /><Lodgings key={`lodged ${pool}`} pool={pool} /></>}
    </>
  );
}

function Explorer({ pool }: { pool: string }) {
  const { t } = useTranslation();
  const list = useUsage(pool);
  const [place, choose] = useState<Chosen | null>(null);
  const chosen = place && sameIn(list.items, place); // as it is told now
  return (
    <>
      <Sheet><ReadOn list={list} empty={t('usage.none')}><UsageMap rows={list.items} chosen={chosen} choose={choose} /></ReadOn></Sheet>
      {chosen && <Lines key={`${chosen.row.license}${chosen.period.periodStart}`} chosen={chosen} />}
    </>
  );
}

/** The period that was chosen, among rows that were read anew. */
function sameIn(rows: UsageRow[], { row, period }: Chosen): Chosen | null {
  const now = rows.find(({ license }) => license === row.license);
  const same = now?.periods.find(({ periodStart }) => periodStart === period.periodStart);
  return now && same ? { row: now, period: same } : null;
}

/** What was lodged on chain, past the host; nothing is shown where nobody did. */
function Lodgings({ pool }: { pool: string }) {
  const { t, i18n } = useTranslation();
  const list = useLodgings(pool);
  if (list.items.length === 0) return null;
  return (
    <Sheet title={t('lodging.list')}>
      <p className={parts.empty}>{t('lodging.lead')}</p>
      <Listing
        list={list} caption={t('lodging.list')} empty="" keyOf={({ digest }) => digest}
        columns={[
          { title: t('lodging.digest'), cell: ({ digest, kind }) => (kind === 'UsageReport' ? <a href={hrefTo({ page: 'report', id: digest })}><Ends value={digest} /></a> : <Hex value={digest} what={t('lodging.digest')} />) },
          { title: t('lodging.at'), cell: ({ recorded }) => instant(recorded.time, i18n.language) },
          { title: t('lodging.block'), number: true, cell: ({ recorded }) => count(recorded.block, i18n.language) },
          { title: t('lodging.by'), cell: ({ followBy, grace }) => `${instant(followBy, i18n.language)} · ${t(`lodging.by_${grace.source}`)}` },
          { title: t('usage.state'), cell: ({ state }) => t(`lodging.${state}`) },
        ]}
      />
    </Sheet>
  );
}

/** The lines of the chosen period, each with its report. */
function Lines({ chosen: { row, period } }: { chosen: Chosen }) {
  const { t, i18n } = useTranslation();
  const language = i18n.language;
  const list = useTrace({ license: row.license, from: period.periodStart, to: period.periodEnd });
  return (
    <Sheet title={t('usage.chosen', { licensee: nameOf(row.licensee.names, row.licensee.id, language), from: monthOf(period) })}>
      <p className={parts.empty}>{period.reason.detail} <a href={hrefTo({ page: 'license', id: row.license })}>{t('usage.license')}</a></p>
      <Listing
        list={list} caption={t('usage.lines')} empty={t('usage.nothing')} keyOf={(line) => `${line.report}${line.line}`}
        columns={[
          { title: t('usage.report'), cell: (line) => <a href={hrefTo({ page: 'report', id: line.report })}><Ends value={line.report} /></a> },
          { title: t('usage.product'), cell: (line) => (line.erased ? t('usage.erased') : line.line === null ? t('usage.nil') : line.product) },
          { title: t('usage.madeIn'), cell: (line) => line.madeIn },
          { title: t('usage.soldIn'), cell: (line) => line.soldIn },
          { title: t('usage.quantity'), number: true, cell: (line) => (line.line === null ? '' : whole(line.quantity, language)) },
          { title: t('usage.counts'), cell: (line) => t(line.counts ? 'usage.yes' : 'usage.no') },
          { title: t('usage.payments'), cell: (line) => line.payments.map(({ state }) => t(`paymentState.${state}`)).join(', ') },
        ]}
      />
    </Sheet>
  );
}
