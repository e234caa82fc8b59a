// SPDX-License-Identifier: Apache-2.0
import { Button } from '@fluentui/react-components';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { dayInput, lastSecondOf } from '../text/format';
import css from './asOf.module.css';

/** A day to look at; null is now. What is asked is the day's last second in UTC. */
export function AsOf({ label, value, change }: { label: string; value: number | null; change: (seconds: number | null) => void }) {
  const { t } = useTranslation();
  const id = useId();
  return (
    <div className={css.row}>
      <label htmlFor={id}>{label}</label>
      <input id={id} type="date" value={value === null ? '' : dayInput(value)} onChange={({ target }) => change(lastSecondOf(target.value))} />
      <Button size="small" disabled={value === null} onClick={() => change(null)}>{t('asOf.now')}</Button>
      <span>{t('asOf.utc')}</span>
    </div>
  );
}
