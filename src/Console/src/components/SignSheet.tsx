// SPDX-License-Identifier: Apache-2.0
import { useMutation } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { post } from '../api/client';
import { useParty } from '../api/queries';
import type { Proposal } from '../api/types';
import { digestOf } from '../sign/eip712';
import { nameOf, short } from '../text/format';
import { Note, Sheet } from './Parts';
import { SignFailure, SignWays, type Made } from './SignWays';
import css from './sign.module.css';
import parts from './parts.module.css';

/** Signs a proposal with a wallet or with a key file that is opened here; the host gets the signature alone. */
export function SignSheet({ proposal, signed }: { proposal: Proposal; signed: () => void }) {
  const { t, i18n } = useTranslation();
  const parties = [...new Set([...proposal.required.flatMap(({ party }) => party ?? []), ...(proposal.quorum?.members ?? [])])];
  const [party, choose] = useState<string>(parties[0] ?? '');
  const send = useMutation({
    mutationFn: async (make: () => Promise<Made>) => {
      const { key, signature, party: own } = await make();
      await post(`/proposals/${proposal.id}/signatures`, i18n.language, { party: own ?? (party || null), key, signature });
    },
    onSuccess: signed,
  });
  if (digestOf(proposal.typedData) !== proposal.digest) return <Note tone="bad" title={t('sign.digestDiffers')}>{t('sign.digestDiffersText')}</Note>;
  return (
    <Sheet title={t('sign.title')}>
      <div className={css.form}>
        <p>{t('sign.text')}</p>
        {parties.length > 1 && <PartyChoice parties={parties} party={party} choose={choose} />}
        <SignWays data={proposal.typedData} busy={send.isPending} use={send.mutate} />
        <p role="status" className={parts.quiet}>{send.isPending ? t('sign.signing') : send.isSuccess ? t('sign.done') : ''}</p>
      </div>
      {send.isError && <SignFailure error={send.error} />}
    </Sheet>
  );
}

function PartyChoice({ parties, party, choose }: { parties: string[]; party: string; choose: (party: string) => void }) {
  const { t } = useTranslation();
  const id = useId();
  return (
    <div className={css.field}>
      <label htmlFor={id}>{t('sign.for')}</label>
      <select id={id} value={party} onChange={({ target }) => choose(target.value)}>{parties.map((one) => <PartyOption key={one} id={one} />)}</select>
    </div>
  );
}

function PartyOption({ id }: { id: string }) {
  const language = useTranslation().i18n.language;
  const names = useParty(id).data?.names;
  return <option value={id}>{names && Object.keys(names).length > 0 ? `${nameOf(names, id, language)} · ${short(id)}` : id}</option>;
}
