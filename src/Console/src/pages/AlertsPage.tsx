// SPDX-License-Identifier: Apache-2.0
import { useTranslation } from 'react-i18next';
import { useAlerts } from '../api/queries';
import type { Alert } from '../api/types';
import { Hex } from '../components/Hex';
import { Badge, Failure, PageHead, Sheet, Wait } from '../components/Parts';
import parts from '../components/parts.module.css';
import { AlertState } from '../components/Standing';
import { hrefTo } from '../router';
import { short } from '../text/format';
import css from './pages.module.css';

export function AlertsPage() {
  const { t } = useTranslation();
  const { items, query } = useAlerts();
  return (
    <>
      <PageHead title={t('alerts.title')} lead={t('alerts.lead')} />
      {query.isPending ? <Wait />
        : query.isError && items.length === 0 ? <Failure error={query.error} retry={() => void query.refetch()} />
        : (
          <Sheet>
            {items.length === 0 ? <p className={parts.empty}>{t('none.alerts')}</p> : <ul className={css.alerts}>{items.map((alert) => <One key={alert.id} alert={alert} />)}</ul>}
          </Sheet>
        )}
    </>
  );
}

function One({ alert }: { alert: Alert }) {
  const { t } = useTranslation();
  return (
    <li className={css.alert}>
      <h2>
        {t(`alertRule.${alert.rule}` as 'alertRule.NoLicense', { defaultValue: alert.rule })}
        <AlertState state={alert.state} />
        {alert.acknowledged && <Badge tone="idle">{t('alerts.acknowledged')}</Badge>}
      </h2>
      <p>{alert.reason.detail}</p>
      <p className={parts.quiet}>
        {t(`alertStateText.${alert.state}`)} {alert.block && `${t('alerts.block', { number: alert.block.number })} · `}
        {t('alerts.pool')} <a href={hrefTo({ page: 'pool', id: alert.pool })}>{short(alert.pool)}</a>
      </p>
      <ul className={css.records} aria-label={t('alerts.records')}>
        {alert.records.map(({ record, kind }) => <li key={record}>{kind} <Hex value={record} what={kind} /></li>)}
      </ul>
    </li>
  );
}
