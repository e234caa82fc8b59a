// SPDX-License-Identifier: Apache-2.0
import { Button } from '@fluentui/react-components';
import { useMutation } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { post } from '../api/client';
import type { UsageRecord } from '../api/types';
import { Failure, Sheet } from './Parts';
import css from './sign.module.css';

/**
 * Sets a legal hold for a matter, or lifts it: for the pool's dispute team, whose key says so. It wins over erasure.
 * `held` are the matters, null where the key may not read them: then the host says whether there is one to lift.
 */
export function HoldRecord({ id, held, done }: { id: string; held: string[] | null; done: (record: UsageRecord) => void }) {
  const { t, i18n } = useTranslation();
  const [matter, name] = useState('');
  const [reason, say] = useState('');
  const move = useMutation({
    mutationFn: (verb: 'hold' | 'release') => post<UsageRecord>(`/records/${id}/${verb}`, i18n.language, { matter: matter.trim(), reason: reason.trim() }),
    onSuccess: done,
  });
  const isSaid = matter.trim() !== '' && reason.trim() !== '';
  return (
    <Sheet title={t('keeping.hold')}>
      <div className={css.form}>
        <p>{t('keeping.holdText')}</p>
        <div className={css.ways}>
          <TextField label={t('keeping.matter')} value={matter} type={name} />
          <TextField label={t('report.reason')} value={reason} type={say} />
          <Button appearance="primary" disabled={!isSaid || move.isPending} onClick={() => move.mutate('hold')}>{t('keeping.setHold')}</Button>
          <Button disabled={!isSaid || move.isPending || held?.includes(matter.trim()) === false} onClick={() => move.mutate('release')}>{t('keeping.lift')}</Button>
        </div>
      </div>
      {move.isError && <Failure error={move.error} />}
    </Sheet>
  );
}

/** One line of text under its name. */
export function TextField({ label, value, type }: { label: string; value: string; type: (text: string) => void }) {
  const id = useId();
  return (
    <div className={css.field}>
      <label htmlFor={id}>{label}</label>
      <input id={id} value={value} maxLength={256} onChange={({ target }) => type(target.value)} />
    </div>
  );
}
