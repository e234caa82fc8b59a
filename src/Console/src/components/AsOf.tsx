// SPDX-License-Identifier: Apache-2.0
import { Button } from '@fluentui/react-components';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { dayInput, lastSecondOf } from '../text/format';
import css from './asOf.module.css';

/** A day to look at; null is now, and shows today. What is asked is the day's last second in UTC. */
export function AsOf({ label, value, change }: { label: string; value: number | null; change: (seconds: number | null) => void }) {
  const { t } = useTranslation();
  const id = useId();
  return (
    <div className={css.row}>
      <label htmlFor={id}>{label}</label>
      <input id={id} type="date" value={dayInput(value ?? Date.now() / 1000)} onChange={({ target }) => change(lastSecondOf(target.value))} />
      {value === null ? <span>{t('asOf.now')}</span> : <><span>{t('asOf.utc')}</span><Button size="small" onClick={() => change(null)}>{t('asOf.back')}</Button></>}
    </div>
  );
}
