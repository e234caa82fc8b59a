// SPDX-License-Identifier: Apache-2.0
import { Button } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { useApiKey } from '../api/apiKey';
import { useAlerts, usePools } from '../api/queries';
import type { Alert } from '../api/types';
import { Hex } from '../components/Hex';
import { Badge, KeyNeeded, PageHead, ReadOn, Sheet } from '../components/Parts';
import parts from '../components/parts.module.css';
import { AlertState } from '../components/Standing';
import { hrefTo } from '../router';
import { count, instant, nameOf } from '../text/format';
import css from './pages.module.css';

export function AlertsPage() {
  const { t } = useTranslation();
  const isSignedIn = useApiKey() !== null;
  return (
    <>
      <PageHead title={t('alerts.title')} lead={t('alerts.lead')}>{isSignedIn && <Button as="a" href={hrefTo({ page: 'suspects' })}>{t('suspects.title')}</Button>}</PageHead>
      {isSignedIn ? <All /> : <KeyNeeded>{t('alerts.withKey')}</KeyNeeded>}
    </>
  );
}

function All() {
  const { t, i18n } = useTranslation();
  const list = useAlerts();
  const pools = usePools().items;
  const name = (id: string) => nameOf(pools.find((pool) => pool.id === id)?.names ?? {}, id, i18n.language);
  return (
    <Sheet>
      <ReadOn list={list} empty={t('none.alerts')}>
        <ul className={css.alerts}>{list.items.map((alert) => <One key={alert.id} alert={alert} pool={name(alert.pool)} />)}</ul>
      </ReadOn>
    </Sheet>
  );
}

/** An alert says in words how far it can be relied on; one that was retracted is struck back. */
export function One({ alert, pool }: { alert: Alert; pool: string }) {
  const { t, i18n } = useTranslation();
  return (
    <li className={css.alert} data-state={alert.state}>
      <h2>
        {t(`alertRule.${alert.rule}` as 'alertRule.NoLicense', { defaultValue: alert.rule })}
        <AlertState state={alert.state} />
        {alert.acknowledged && <Badge tone="idle">{t('alerts.acknowledged')}</Badge>}
      </h2>
      <p>{alert.reason.detail}</p>
      <p className={parts.quiet}>
        {t(`alertStateText.${alert.state}`)}{alert.block && ` ${t('alerts.block', { number: count(alert.block.number, i18n.language), time: instant(alert.block.time, i18n.language) })}`}
        <br />
        {t('alerts.pool')} <a href={hrefTo({ page: 'pool', id: alert.pool })}>{pool}</a> · <a href={hrefTo({ page: 'graph', id: alert.id })}>{t('graph.show')}</a>
      </p>
      <ul className={css.records} aria-label={t('alerts.records')}>
        {alert.records.map(({ record, kind }) => <li key={record}>{t(`recordKind.${kind}` as 'recordKind.Observation', { defaultValue: t(`act.${kind}` as 'act.LicenseGrant', { defaultValue: kind }) })} <Hex value={record} what={t('alerts.records')} /></li>)}
      </ul>
    </li>
  );
}
