// SPDX-License-Identifier: Apache-2.0
import { Button } from '@fluentui/react-components';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { get, post } from '../api/client';
import { usePool } from '../api/queries';
import type { Deployment, TypedData, UsageRecord } from '../api/types';
import { demandOf } from '../filing/erasure';
import { nameOf, short } from '../text/format';
import { TextField } from './HoldRecord';
import { Failure, Note, Sheet } from './Parts';
import { SignedAct } from './SignedAct';
import { SignFailure, SignWays, type Made } from './SignWays';
import css from './sign.module.css';
import parts from './parts.module.css';

/** Kinds whose author may demand it himself, for they bind nobody. */
const authors = ['Observation', 'LicenseRequest'];

/** Makes the demand in the words of who signs, shows all of it, and sends it signed. Nothing brings back what it destroys. */
export function EraseRecord({ record, done }: { record: UsageRecord; done: (record: UsageRecord) => void }) {
  const { t, i18n } = useTranslation();
  const queries = useQueryClient();
  const administrator = usePool(record.pool).data?.administrator;
  const author = record.signature.party;
  const parties = [...new Set([administrator?.id, authors.includes(record.kind) ? author : null])].filter((id) => id !== null && id !== undefined);
  const [chosen, choose] = useState<string | null>(null);
  const [reason, say] = useState('');
  const party = chosen ?? parties[0];
  const make = useMutation({
    mutationFn: async (by: string) => demandOf(record.id, by, reason.trim(), Math.floor(Date.now() / 1000), await get<Deployment>('/deployment', i18n.language)),
  });
  const send = useMutation({
    mutationFn: async ({ demand, signing }: { demand: TypedData; signing: () => Promise<Made> }) => {
      const { key, signature } = await signing();
      return post<UsageRecord>(`/records/${record.id}/erasure`, i18n.language, { erasure: demand.message, key, signature });
    },
    onSuccess: (erased) => { queries.clear(); done(erased); }, // the lines are in the cache of other pages
  });
  return (
    <Sheet title={t('keeping.erase')}>
      <Note tone="warn" title={t('keeping.destroys')}>
        {t(record.kind === 'UsageReport' ? 'keeping.destroysLines' : 'keeping.destroysEvidence')} {t('keeping.stays')}
      </Note>
      <div className={css.form}>
        <p>{t(authors.includes(record.kind) ? 'keeping.whoAuthor' : 'keeping.who')}</p>
        <div className={css.ways}>
          {parties.length > 1 && (
            <div className={css.field}>
              <label htmlFor="demands">{t('report.demandedBy')}</label>
              <select id="demands" value={party} onChange={({ target }) => { choose(target.value); make.reset(); }}>
                {parties.map((id) => <option key={id} value={id}>{nameOf(id === administrator?.id ? administrator.names : {}, id, i18n.language)} · {short(id)}</option>)}
              </select>
            </div>
          )}
          <TextField label={t('report.reason')} value={reason} type={(text) => { say(text); make.reset(); }} />
          <Button disabled={reason.trim() === '' || party === undefined || make.isPending} onClick={() => party !== undefined && make.mutate(party)}>{t('keeping.demand')}</Button>
        </div>
      </div>
      {make.isError && <Failure error={make.error} />}
      {make.data && (
        <>
          <SignedAct data={make.data} />
          <div className={css.form}>
            <SignWays data={make.data} busy={send.isPending} use={(signing) => send.mutate({ demand: make.data, signing })} />
            <p role="status" className={parts.quiet}>{send.isPending ? t('sign.signing') : ''}</p>
          </div>
        </>
      )}
      {send.isError && <SignFailure error={send.error} />}
    </Sheet>
  );
}
